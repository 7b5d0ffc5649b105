/** The front: the process on the public port. It needs neither the app nor the database to start. */

import { env, secret } from "@/lib/env";
import { startFront } from "@/publication/front";
import { openSinks } from "@/publication/second-origin/open-sinks";

const controlUrl = new URL(env().FRONT_CONTROL_URL ?? "http://127.0.0.1:3002");
const front = await startFront({
  port: Number(process.env.PORT || 3000),
  controlPort: Number(controlUrl.port),
  appUrl: env().APP_URL,
  token: secret("INTERNAL_TOKEN"),
  dataDir: env().DATA_DIR,
  trustProxy: process.env.TRUST_PROXY === "1",
  processes: env().FRONT_PROCESSES,
  secondOrigins: openSinks(env()),
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
