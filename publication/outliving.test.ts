import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { startFront } from "./front";
import { json } from "./testing/small-app";
import { Stage } from "./testing/stage";

let stage: Stage;
beforeEach(() => {
  stage = new Stage();
});
afterEach(() => stage.close());

const restart = async () => {
  await stage.front.stop();
  await stage.startFront();
};
const file = (name: string) => join(stage.dataDir, "publication", name);
const bodies = () => readdirSync(file("bodies"));

test("with nothing published yet, the page says that it is starting", async () => {
  stage.app.databaseDown = true;
  await stage.open();
  const answer = await stage.get("/", { accept: "text/html" });
  expect(answer.status).toBe(503);
  expect(answer.text).toContain("The status page is starting");
  expect(answer.headers).toMatchObject({ "retry-after": "10", "cache-control": "no-store" });
  expect((await stage.get("/stamp.json")).status).toBe(503);
  expect((await stage.get("/incidents/aaaaaaaaaaaa")).status).toBe(503);
});

test("readers keep the last truth when the app dies", async () => {
  await stage.open();
  await stage.refresh();
  await stage.app.stop();
  expect((await stage.get("/")).text).toContain("All services operational");
  expect((await stage.get("/api/v2/summary.json")).text).toBe(json(1));
  expect((await stage.refresh(2)).status).toBe(502);
});

test("a restart without the app serves the last truth and its age", async () => {
  await stage.open();
  await stage.refresh();
  const before = await stage.get("/api/v2/summary.json", { "accept-encoding": "gzip" });
  await stage.app.stop();
  stage.now += 90_000;
  await restart();
  const after = await stage.get("/api/v2/summary.json", { "accept-encoding": "gzip" });
  expect([after.status, after.text, after.headers.etag]).toEqual([200, before.text, before.headers.etag]);
  const { text } = await stage.get("/");
  expect(text).toContain('data-confirmed="no"');
  expect(text).toContain('datetime="2026-11-23T14:30:00.000Z"');
  expect((await stage.get("/incidents/unknown")).text).toContain("No such page");
});

test("the last confirmation survives a restart", async () => {
  await stage.open({ rhythm: { well: 20, failing: 20 } });
  await vi.waitFor(async () => expect((await stage.state()).version).toBe(1));
  stage.now += 40_000;
  await vi.waitFor(async () => expect((await stage.state()).confirmedAt).toBe("2026-11-23T14:30:40.000Z"));
  await stage.app.stop();
  await restart();
  expect(await stage.state()).toMatchObject({ confirmedAt: "2026-11-23T14:30:40.000Z", confirmed: true });
});

test("by itself the front finds a newer version, confirms it, and notices a database of before", async () => {
  await stage.open({ rhythm: { well: 20, failing: 20 } });
  const version = async () => (await stage.state()).version;
  await vi.waitFor(async () => expect(await version()).toBe(1));
  stage.app.page("/", "<p>Version 5</p>");
  stage.app.version = 5;
  await vi.waitFor(async () => expect(await version()).toBe(5));
  stage.app.page("/", "<p>Restored from a backup</p>");
  stage.app.version = 3;
  await vi.waitFor(async () => expect(await version()).toBe(3));
  expect((await stage.get("/")).text).toContain("Restored from a backup");
});

test("an outage is said once, and so is its end", async () => {
  await stage.open({ rhythm: { well: 10, failing: 10 } });
  await vi.waitFor(async () => expect((await stage.state()).version).toBe(1));
  stage.app.databaseDown = true;
  await vi.waitFor(() => expect(stage.said).toHaveLength(1));
  const asked = stage.app.asked.length;
  await vi.waitFor(() => expect(stage.app.asked.length).toBeGreaterThan(asked + 3));
  stage.app.databaseDown = false;
  await vi.waitFor(() => expect(stage.said).toHaveLength(2));
});

test("a restart with a new app brings its pages even when the version is the same", async () => {
  await stage.open();
  await stage.refresh();
  stage.app.page("/", "<p>A new look</p>");
  await stage.front.stop();
  await stage.startFront({ rhythm: { well: 50, failing: 50 } });
  await vi.waitFor(async () => expect((await stage.get("/")).text).toContain("A new look"));
});

test("a damaged body costs that page only, and the app heals it", async () => {
  await stage.open();
  await stage.refresh();
  const { pages } = JSON.parse(readFileSync(file("manifest.json"), "utf8"));
  const { hash } = pages.find(({ path }: { path: string }) => path === "/api/v2/summary.json");
  writeFileSync(file(join("bodies", hash)), "damaged");
  await restart();
  expect((await stage.get("/")).status).toBe(200);
  expect((await stage.get("/api/v2/summary.json")).text).toBe(json(1));
});

test.each(["{", "null", '{"version":1,"confirmedAt":0,"known":[],"pages":[{"path":"../../etc"}]}'])(
  "a damaged manifest (%#) is as good as none",
  async (manifest) => {
    mkdirSync(file("bodies"), { recursive: true });
    writeFileSync(file("manifest.json"), manifest);
    await stage.open();
    expect((await stage.refresh(1, true)).status).toBe(200);
    expect((await stage.get("/")).status).toBe(200);
  },
);

test("a disk that refuses does not keep news from readers, and is named in the state", async () => {
  writeFileSync(file(""), "a file where the folder should be");
  await stage.open();
  expect((await stage.refresh()).status).toBe(200);
  expect((await stage.get("/")).status).toBe(200);
  expect((await stage.state()).disk).not.toBe("ok");
  rmSync(file(""));
  await restart();
  await stage.refresh();
  expect((await stage.state()).disk).toBe("ok");
});

test("bodies that no page needs any more are removed", async () => {
  await stage.open();
  for (let version = 1; version <= 5; version++) {
    stage.app.version = version;
    stage.app.page("/", `<p>Version ${version}</p>`);
    await stage.refresh();
  }
  expect(bodies()).toHaveLength(3);
  writeFileSync(file(join("bodies", "left-over.tmp")), "");
  await restart();
  expect(bodies()).toHaveLength(3);
});

test("a taken port is said in words", async () => {
  await stage.open();
  const other = createServer().listen(0);
  const { port } = other.address() as AddressInfo;
  const options = { port, controlPort: 0, appUrl: stage.app.url, token: "x", trustProxy: false };
  await expect(startFront({ ...options, dataDir: stage.dataDir })).rejects.toThrow(`Port ${port} is taken`);
  other.close();
});

test("stopping takes less than three seconds, whoever is still connected", async () => {
  await stage.open();
  stage.app.other = () => undefined;
  const waiting = stage.get("/desk").catch((error: Error) => error.message);
  await vi.waitFor(() => expect(stage.app.asked).toContain("GET /desk"));
  const startedAt = performance.now();
  await stage.front.stop();
  expect(performance.now() - startedAt).toBeLessThan(3_000);
  await waiting;
  await stage.startFront();
}, 10_000);
