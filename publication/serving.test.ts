import { afterEach, beforeEach, expect, test } from "vitest";
import { anyone, json } from "./testing/small-app";
import { Stage } from "./testing/stage";

let stage: Stage;
beforeEach(async () => {
  stage = await new Stage().open();
  stage.app.put("/history.atom", { type: "application/atom+xml", text: json(7), headers: anyone });
  await stage.refresh();
});
afterEach(() => stage.close());

test.each(["/", "/api/v2/summary.json", "/history.atom", "/404"])(
  "%s is the same in brotli, gzip and as it is",
  async (path) => {
    const readings = await Promise.all(
      ["br", "gzip", "identity"].map((encoding) => stage.get(path, { "accept-encoding": encoding })),
    );
    expect(readings.map(({ headers }) => headers["content-encoding"])).toEqual(["br", "gzip", undefined]);
    expect(new Set(readings.map(({ text }) => text)).size).toBe(1);
    expect(new Set(readings.map(({ headers }) => headers.etag)).size).toBe(3);
    for (const { headers, raw } of readings) {
      expect(headers.vary).toBe("Accept-Encoding");
      expect(Number(headers["content-length"])).toBe(raw.length);
    }
    expect(readings[0]!.raw.length).toBeLessThan(readings[2]!.raw.length);
  },
);

test("the app's headers are kept, those of its own connection and cache are not", async () => {
  const { headers } = await stage.get("/api/v2/summary.json");
  expect(headers).toMatchObject({
    "content-type": "application/json",
    "access-control-allow-origin": "*",
    "x-drawbridge-version": "1",
    "last-modified": "Mon, 23 Nov 2026 14:20:00 GMT",
    "cache-control": "public, max-age=0, s-maxage=10, stale-while-revalidate=60, stale-if-error=604800",
  });
  expect(headers).not.toHaveProperty("x-nextjs-cache");
  expect(headers).not.toHaveProperty("x-drawbridge-modified");
  expect(headers.etag).not.toContain("of the app");
});

test("a Cache-Control that the app gave is passed on", async () => {
  stage.app.put("/feed.json", {
    type: "application/json",
    text: "{}",
    headers: { "cache-control": "max-age=1" },
  });
  await stage.refresh(1, true);
  expect((await stage.get("/feed.json")).headers["cache-control"]).toBe("max-age=1");
});

test.each(["/", "/api/v2/summary.json", "/incidents/aaaaaaaaaaaa", "/stamp.json"])(
  "nothing can be sent to %s, and the app is not bothered with it",
  async (path) => {
    const { read } = await import("./testing/read");
    const before = stage.app.asked.length;
    for (const method of ["POST", "PUT", "DELETE"]) {
      const { status, headers } = await read(stage.front.port, path, { method, body: "x=1" });
      expect({ status, allow: headers.allow }).toEqual({ status: 405, allow: "GET, HEAD, OPTIONS" });
    }
    expect(stage.app.asked).toHaveLength(before);
  },
);

test("a script on another site may ask with a condition: its browser's question is answered", async () => {
  const { read } = await import("./testing/read");
  const headers = {
    origin: "https://elsewhere.example",
    "access-control-request-method": "GET",
    "access-control-request-headers": "if-none-match",
  };
  const told = await read(stage.front.port, "/api/v2/summary.json", { method: "OPTIONS", headers });
  expect(told.status).toBe(204);
  expect(told.headers).toMatchObject({
    "access-control-allow-origin": "*",
    "access-control-allow-methods": "GET, HEAD, OPTIONS",
    "access-control-allow-headers": "*",
  });
});

test("HEAD answers the headers of GET and no body", async () => {
  const headers = { "accept-encoding": "gzip" };
  const full = await stage.get("/", headers);
  const { read } = await import("./testing/read");
  const head = await read(stage.front.port, "/", { method: "HEAD", headers });
  expect(head.raw.length).toBe(0);
  expect({ ...head.headers, date: null }).toEqual({ ...full.headers, date: null });
});

test("what a reader holds is answered with 304, without a body", async () => {
  for (const path of ["/", "/api/v2/summary.json", "/history.atom"]) {
    const { headers } = await stage.get(path, { "accept-encoding": "br" });
    const again = await stage.get(path, { "accept-encoding": "br", "if-none-match": headers.etag! });
    expect(again.status, path).toBe(304);
    expect(again.raw.length).toBe(0);
    expect(again.headers).toMatchObject({ etag: headers.etag, vary: "Accept-Encoding" });
    expect(again.headers["cache-control"]).toBe(headers["cache-control"]);
  }
});

test("a feed reader that knows only the date gets 304 until the next change", async () => {
  const since = { "if-modified-since": "Mon, 23 Nov 2026 14:20:00 GMT" };
  expect((await stage.get("/history.atom", since)).status).toBe(304);
  Object.assign(stage.app, { version: 2, modifiedAt: "2026-11-23T14:25:00.000Z" });
  stage.app.put("/history.atom", { type: "application/atom+xml", text: json(8) });
  await stage.refresh();
  expect((await stage.get("/history.atom", since)).status).toBe(200);
});

test("two changes within one second cannot be told apart by date, so the second is not withheld", async () => {
  const since = { "if-modified-since": "Mon, 23 Nov 2026 14:20:00 GMT" };
  for (const [version, modifiedAt] of [
    [2, "2026-11-23T14:20:00.400Z"],
    [3, "2026-11-23T14:20:00.900Z"],
  ] as const) {
    Object.assign(stage.app, { version, modifiedAt });
    stage.app.put("/history.atom", { type: "application/atom+xml", text: json(version) });
    await stage.refresh();
    expect(await stage.get("/history.atom", since)).toMatchObject({ status: 200, text: json(version) });
  }
});

test("a page that got a new stamp is not answered with 304", async () => {
  const { headers } = await stage.get("/");
  stage.now += 120_000;
  const known = { "if-none-match": headers.etag!, "if-modified-since": headers["last-modified"]! };
  expect((await stage.get("/", known)).status).toBe(200);
  expect((await stage.get("/", { "if-modified-since": headers["last-modified"]! })).status).toBe(200);
});

test("a query changes nothing about a public page", async () => {
  expect(await stage.get("/?utm_source=mail")).toMatchObject({
    status: 200,
    text: (await stage.get("/")).text,
  });
  expect((await stage.get("/history.atom?x")).text).toBe(json(7));
  expect(stage.app.asked.filter((line) => line.includes("utm") || line.includes("?x"))).toEqual([]);
});

test("readers never reach the app for public pages", async () => {
  stage.app.asked.length = 0;
  for (const path of ["/", "/api/v2/summary.json", "/history.atom", "/404", "/stamp.json"])
    await stage.get(path);
  expect(stage.app.asked).toEqual([]);
});

test("/stamp.json says what is shown and since when it is confirmed, and is never kept", async () => {
  const fresh = await stage.get("/stamp.json");
  expect(fresh.headers["cache-control"]).toBe("no-store");
  expect(JSON.parse(fresh.text)).toEqual({
    version: 1,
    confirmedAt: "2026-11-23T14:30:00.000Z",
    confirmed: true,
  });
  stage.now += 61_000;
  expect(JSON.parse((await stage.get("/stamp.json")).text)).toMatchObject({ confirmed: false });
});

test("after a minute without confirmation the page says so, and that it is minutes old", async () => {
  expect((await stage.get("/")).text).toContain('data-confirmed="yes"');
  stage.now += 20 * 60_000;
  const { status, text } = await stage.get("/");
  expect(status).toBe(200);
  expect(text).toContain('data-confirmed="no"');
  expect(text).toContain('datetime="2026-11-23T14:30:00.000Z">14:30:00 UTC</time>');
  expect(text).toContain('<span data-age="">20 minutes</span>');
});
