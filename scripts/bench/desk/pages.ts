import { spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as wait } from "node:timers/promises";
import { freePort } from "@/db/embedded/free-port";
import { buildIfChanged } from "@/scripts/up/build-if-changed";
import { quantile } from "../quantile";
import { makeLargeDesk, type Size } from "./large-desk";
import { measurePreview } from "./preview";
import { sessionOf } from "./session";

/** Connections, plans and code that is compiled as it runs hot. */
const warmUps = 10;

/**
 * What the desk's pages cost the server on a large installation: the built product, a signed-in owner, one request
 * after the other, from the first byte sent to the last one got. Answers the milliseconds below which 95 of 100 lie.
 */
export async function measurePages(
  dataDir: string,
  postgresDir: string,
  { requests, ...size }: Size & { requests: number },
): Promise<Record<string, number>> {
  await buildIfChanged();
  const desk = await makeLargeDesk(postgresDir, size);
  const app = await startApp(dataDir, desk.url);
  const cookie = await sessionOf(desk.url, desk.owner);
  const paths = {
    now: "/desk",
    incidents: "/desk/incidents",
    incidents_searched: "/desk/incidents?q=4711",
    incident: `/desk/incidents/${desk.incidentId}`,
    composer: `/desk/incidents/${desk.incidentId}/update`,
    new_incident: "/desk/incidents/new",
    subscribers: "/desk/subscribers",
    subscribers_searched: "/desk/subscribers?q=person777777",
    subscribers_searched_widely: "/desk/subscribers?q=reader",
    deliveries: "/desk/deliveries",
    telling: `/desk/deliveries/${desk.updateId}`,
  };
  const p95: Record<string, number> = {};
  try {
    Object.assign(p95, await measurePreview(desk, requests));
    for (const [name, path] of Object.entries(paths)) {
      const times = await measure(app.url + path, cookie, requests);
      p95[name] = Math.round(quantile(times, 0.95));
      console.log(`${name}: p50 ${quantile(times, 0.5).toFixed(0)} ms, p95 ${p95[name]} ms`);
    }
  } finally {
    await app.stop();
    await desk.close();
  }
  return p95;
}

/** The built app alone: the desk's pages pass through the front as they are. */
async function startApp(dataDir: string, databaseUrl: string) {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const child = spawn(
    process.execPath,
    ["node_modules/next/dist/bin/next", "start", "-H", "127.0.0.1", "-p", String(port)],
    {
      env: {
        ...{ ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1", DATA_DIR: dataDir },
        ...{ DATABASE_URL: databaseUrl, PUBLIC_URL: url, NEXTAUTH_URL: url, APP_URL: url },
        ...{ INTERNAL_TOKEN: "bench", NEXTAUTH_SECRET: process.env.SECRET },
      },
      stdio: ["ignore", "ignore", "inherit"],
    },
  );
  for (;;) {
    const answer = await fetch(`${url}/api/health`).catch(() => null);
    if (answer) break;
    if (child.exitCode !== null) throw new Error(`The app ended with ${child.exitCode}`);
    await wait(100);
  }
  const stop = async () => {
    const ended = once(child, "exit");
    child.kill("SIGTERM");
    await ended;
  };
  return { url, stop };
}

/** Milliseconds of each request for a page. Throws when it is not the page. */
async function measure(url: string, cookie: string, requests: number): Promise<number[]> {
  const times: number[] = [];
  for (let n = -warmUps; n < requests; n++) {
    const begun = performance.now();
    const answer = await fetch(url, { headers: { cookie }, redirect: "manual" });
    const text = await answer.text();
    if (n >= 0) times.push(performance.now() - begun);
    if (answer.status !== 200 || !text.includes("</html>"))
      throw new Error(`${url} answered ${answer.status}`);
  }
  return times;
}
