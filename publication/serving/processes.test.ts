import { Agent } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import { afterEach, beforeEach, expect, test } from "vitest";
import { read } from "../testing/read";
import { Stage } from "../testing/stage";

let stage: Stage;
beforeEach(async () => {
  stage = new Stage();
  // Processes of their own have the real clock.
  stage.now = Date.now();
  await stage.open({ processes: 2 });
}, 30_000);
afterEach(() => stage.close(), 30_000);

const asked = { agent: new Agent({ keepAlive: false }) };
/** Connections are dealt out in turn: so many reach every process. */
const everywhere = (path: string) =>
  Promise.all(Array.from({ length: 8 }, () => read(stage.front.port, path, asked)));

test("every process shows what was published, from the moment that it is said to be", async () => {
  expect(stage.front.pids()).toHaveLength(2);
  expect(stage.front.pids()).not.toContain(process.pid);
  // The front asks the app as it begins: the first version may be shown already.
  for (const answer of await everywhere("/")) expect([200, 503]).toContain(answer.status);
  for (let version = 2; version <= 21; version++) {
    stage.app.version = version;
    stage.app.page("/", `<p>Version ${version}</p>`);
    expect(await stage.refresh()).toMatchObject({ status: 200, version });
    for (const answer of await everywhere("/")) {
      expect(answer.text).toContain(`<p>Version ${version}</p>`);
      expect(answer.headers["x-drawbridge-version"]).toBe(String(version));
    }
  }
}, 30_000);

test("a page that none holds is asked of the app once for all, and what is the app's is passed on", async () => {
  await stage.refresh();
  stage.app.page("/incidents/bbbbbbbbbbbb", "<p>Search is slow</p>");
  stage.app.changed = ["/"];
  stage.app.version = 2;
  await stage.refresh();
  stage.app.asked.length = 0;
  for (const { text } of await everywhere("/incidents/bbbbbbbbbbbb"))
    expect(text).toContain("Search is slow");
  expect(stage.app.asked).toEqual(["GET /incidents/bbbbbbbbbbbb"]);
  for (const { text } of await everywhere("/desk")) expect(text).toBe("the app itself");
  for (const { status } of await everywhere("/incidents/cccccccccccc")) expect(status).toBe(404);
}, 30_000);

test("what all of them answered is counted together", async () => {
  await stage.refresh();
  await everywhere("/");
  await everywhere("/desk");
  await wait(1_500);
  const { text } = await stage.control("GET", "/metrics");
  expect(text).toContain('drawbridge_http_requests_total{surface="page",status="200"} 8');
  expect(text).toContain('drawbridge_http_requests_total{surface="desk",status="200"} 8');
}, 30_000);

test("a process that ends is followed by another, which shows the last truth; readers are served meanwhile", async () => {
  await stage.refresh();
  const [victim] = stage.front.pids();
  process.kill(victim!, "SIGKILL");
  stage.app.version = 2;
  stage.app.page("/", "<p>Version 2</p>");
  expect(await stage.refresh()).toMatchObject({ version: 2 });
  const until = Date.now() + 15_000;
  const replaced = () => stage.front.pids().length === 2 && !stage.front.pids().includes(victim!);
  while (!replaced() && Date.now() < until) {
    expect((await read(stage.front.port, "/", asked)).text).toContain("Version 2");
    await wait(50);
  }
  expect(replaced()).toBe(true);
  await wait(1_000);
  for (const { text } of await everywhere("/")) expect(text).toContain("Version 2");
}, 30_000);

test("one that does not show a change in time is ended, so that nobody reads what was true before", async () => {
  await stage.refresh();
  const [hung] = stage.front.pids();
  process.kill(hung!, "SIGSTOP");
  stage.app.version = 2;
  stage.app.page("/", "<p>Version 2</p>");
  const begun = performance.now();
  expect(await stage.refresh()).toMatchObject({ version: 2 });
  expect(performance.now() - begun).toBeLessThan(5_000);
  expect(stage.front.pids()).not.toContain(hung);
}, 30_000);

test("what disk holds is served by every process before the app is asked", async () => {
  await stage.refresh();
  await stage.front.stop();
  await stage.app.stop();
  await stage.startFront({ processes: 2 });
  for (const { text } of await everywhere("/")) expect(text).toContain("All services operational");
}, 30_000);
