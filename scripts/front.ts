/** The front: the process on the public port. It needs neither the app nor the database to start. */

import { env, secret } from "@/lib/env";
import { log, logAs } from "@/lib/log";
import { logCrashes } from "@/lib/log-crashes";
import { startFront } from "@/publication/front";
import { openSinks } from "@/publication/second-origin/open-sinks";

/** A balancer sends what a form says to no second machine: on a busy one an app that starts is waited for longer. */
const startBehindBalancerMilliseconds = 30_000;

logAs("front");
logCrashes();
const controlUrl = new URL(env().FRONT_CONTROL_URL ?? "http://127.0.0.1:3002");
const trustProxy = process.env.TRUST_PROXY === "1";
const front = await startFront({
  port: Number(process.env.PORT || 3000),
  controlPort: Number(controlUrl.port),
  appUrl: env().APP_URL,
  token: secret("INTERNAL_TOKEN"),
  dataDir: env().DATA_DIR,
  trustProxy,
  startMilliseconds: trustProxy ? startBehindBalancerMilliseconds : undefined,
  processes: env().FRONT_PROCESSES,
  secondOrigins: openSinks(env()),
  metrics: metricsAt(env().METRICS_ADDRESS),
  passed: (one) => log().info(one, "Answered by the app"),
}).catch((error: Error) => {
  console.error(`The front cannot start: ${error.message}`);
  process.exit(1);
});
console.log(`Readers are served on port ${front.port}.`);

for (const signal of ["SIGTERM", "SIGINT"] as const)
  process.once(signal, async () => {
    await front.stop();
    process.exit(0);
  });

function metricsAt(address: string | undefined) {
  if (!address) return undefined;
  const { hostname, port } = new URL(`http://${address}`);
  return { host: hostname.replace(/^\[|\]$/g, ""), port: Number(port), token: env().METRICS_TOKEN };
}
