import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { json } from "./testing/small-app";
import { Stage } from "./testing/stage";

let stage: Stage;
beforeEach(async () => {
  stage = await new Stage().open();
  stage.app.page("/history", "<p>History</p>");
  stage.app.page("/incidents/aaaaaaaaaaaa", "<p>Checkout fails</p>");
  stage.app.changed = ["/", "/404", "/history", "/api/v2/summary.json"];
  await stage.refresh();
  // Known, but not among what was made: read for the first time below.
  stage.app.page("/incidents/bbbbbbbbbbbb", "<p>Search is slow</p>");
  stage.app.version = 2;
  await stage.refresh();
  stage.app.asked.length = 0;
});
afterEach(() => stage.close());

test("unknown permalinks get our 404 page, no call to the app and no file", async () => {
  const files = () => readdirSync(join(stage.dataDir, "publication"), { recursive: true }).length;
  const before = files();
  for (let number = 0; number < 50; number++) {
    for (const path of [`/incidents/${number}`, `/maintenances/${number}.ics`, `/history/${number}`]) {
      const answer = await stage.get(path);
      expect(answer.status).toBe(404);
      expect(answer.text).toContain("No such page");
    }
  }
  expect(stage.app.asked).toEqual([]);
  expect(files()).toBe(before);
});

test("an unknown address of the API is told so as JSON, to machines of any site", async () => {
  for (const path of ["/api/v2/nope.json", "/api/v2/", "/api/v2/summary.json/x", "/api/regenerate"]) {
    const answer = await stage.get(path);
    expect(answer.status, path).toBe(404);
    expect(answer.headers["content-type"]).toBe("application/json; charset=utf-8");
    expect(answer.headers["access-control-allow-origin"]).toBe("*");
    expect(JSON.parse(answer.text)).toEqual({ error: "not found" });
  }
  expect(stage.app.asked).toEqual([]);
});

test.each([
  "/p/public",
  "/p",
  "//p/public",
  "/%70/public",
  "/x/../p/public",
  "/api/regenerate",
  "/api/publication",
  "/api/publication/paths",
])("%s does not exist for readers", async (path) => {
  const { read } = await import("./testing/read");
  for (const method of ["GET", "POST"]) {
    const headers = { authorization: `Bearer ${stage.app.token}` };
    expect((await read(stage.front.port, path, { method, headers })).status).toBe(404);
  }
  expect(stage.app.asked).toEqual([]);
});

test("an address with another host in it is refused", async () => {
  expect((await stage.get(`${stage.app.url}/p/public`)).status).toBe(400);
  expect(stage.app.asked).toEqual([]);
});

test("a known page that is not held is asked of the app once, however many want it, and kept", async () => {
  const answers = await Promise.all(Array.from({ length: 20 }, () => stage.get("/incidents/bbbbbbbbbbbb")));
  expect(answers.every(({ status, text }) => status === 200 && text.includes("Search is slow"))).toBe(true);
  expect(stage.app.asked).toEqual(["GET /incidents/bbbbbbbbbbbb"]);
  await stage.app.stop();
  await stage.front.stop();
  await stage.startFront();
  expect((await stage.get("/incidents/bbbbbbbbbbbb")).text).toContain("Search is slow");
});

test("a known page that cannot be fetched is answered in words", async () => {
  await stage.app.stop();
  const answer = await stage.get("/incidents/bbbbbbbbbbbb");
  expect(answer.status).toBe(503);
  expect(answer.headers["retry-after"]).toBe("10");
  expect(answer.text).toContain("The status page itself still works");
});

test("a slash too many leads to the page", async () => {
  const answer = await stage.get("/history/");
  expect([answer.status, answer.headers.location]).toEqual([308, "/history"]);
  expect((await stage.get("//elsewhere.example/history/")).headers.location).toBeUndefined();
});

test("permalinks beyond the memory are read back from disk", async () => {
  await stage.front.stop();
  await stage.startFront({ permalinkBytesMax: 1 });
  const ids = ["cccccccccccc", "dddddddddddd"];
  for (const id of ids) stage.app.page(`/incidents/${id}`, `<p>Incident ${id}</p>`);
  Object.assign(stage.app, { version: 3, changed: null });
  await stage.refresh();
  await stage.app.stop();
  for (const id of [...ids, ...ids]) {
    const answer = await stage.get(`/incidents/${id}`, { "accept-encoding": "gzip" });
    expect(answer.text).toContain(`Incident ${id}`);
  }
});

test("a page that is gone after a refresh is taken down", async () => {
  await stage.get("/incidents/bbbbbbbbbbbb");
  stage.app.pages.delete("/incidents/bbbbbbbbbbbb");
  Object.assign(stage.app, { version: 3, changed: ["/incidents/bbbbbbbbbbbb", "/api/v2/summary.json"] });
  stage.app.put("/api/v2/summary.json", { type: "application/json", text: json(3) });
  stage.app.other = (_, response) => response.writeHead(404).end();
  expect((await stage.refresh()).status).toBe(200);
  expect((await stage.get("/incidents/bbbbbbbbbbbb")).status).toBe(404);
  expect((await stage.get("/api/v2/summary.json")).text).toBe(json(3));
  // Nor does disk bring it back, with nobody left to ask.
  await stage.app.stop();
  await stage.front.stop();
  await stage.startFront();
  expect((await stage.get("/incidents/bbbbbbbbbbbb")).status).toBe(404);
  const held = readdirSync(join(stage.dataDir, "publication", "bodies")).map((name) =>
    readFileSync(join(stage.dataDir, "publication", "bodies", name), "utf8"),
  );
  expect(held.join()).not.toContain("Search is slow");
});
