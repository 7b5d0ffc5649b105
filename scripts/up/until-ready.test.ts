import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import { untilReady } from "./until-ready";

let server: Server | undefined;
afterEach(() => server?.close());

/** What a front would say, the last answer for ever. */
async function frontThatSays(stamps: object[]): Promise<{ url: string; asked: () => number }> {
  let asked = 0;
  server = createServer(({ url }, response) => {
    response.end(
      url === "/stamp.json" ? JSON.stringify(stamps[Math.min(asked++, stamps.length - 1)]) : "page",
    );
  });
  await new Promise<void>((done) => server!.listen(0, "127.0.0.1", done));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked: () => asked };
}

test("ready is when this run has confirmed the page, not when the last one had", async () => {
  const before = { confirmed: true, confirmedAt: new Date(Date.now() - 20_000).toISOString() };
  const unsure = { confirmed: false, confirmedAt: null };
  const now = { confirmed: true, confirmedAt: new Date(Date.now() + 60_000).toISOString() };
  const front = await frontThatSays([before, unsure, now]);
  await untilReady(front.url, () => undefined, new AbortController().signal);
  expect(front.asked()).toBe(3);
});

test("waiting ends when everything is stopped", async () => {
  const stopping = new AbortController();
  const waiting = untilReady("http://127.0.0.1:1", () => undefined, stopping.signal);
  stopping.abort();
  await expect(waiting).rejects.toThrow(/abort/i);
});
