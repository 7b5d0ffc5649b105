import { once } from "node:events";
import { Agent, createServer } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { afterEach, beforeEach, expect, test } from "vitest";
import { HeldPage } from "./held-page";
import { Traffic } from "./metrics/traffic";
import { Publication } from "./publication";
import { QuickConnections } from "./quick-connections";
import { read } from "./testing/read";
import { json } from "./testing/small-app";
import { Stage } from "./testing/stage";

let stage: Stage;
let agent: Agent;
beforeEach(async () => {
  stage = await new Stage().open();
  await stage.refresh();
  agent = new Agent({ keepAlive: true, maxSockets: 1 });
});
afterEach(async () => {
  agent.destroy();
  await stage.close();
});

const kept = (path: string, headers: Record<string, string> = {}) =>
  read(stage.front.port, path, { agent, headers });

test.each(["br", "gzip", "identity"])(
  "the quick answer in %s is the one that the server gives",
  async (encoding) => {
    for (const path of ["/", "/404", "/api/v2/summary.json"]) {
      const quick = await kept(path, { "accept-encoding": encoding });
      const slow = await kept(`${path}?`, { "accept-encoding": encoding });
      agent.destroy();
      const common = (reading: typeof quick) => ({ ...reading, headers: { ...reading.headers, date: null } });
      expect(common(quick)).toEqual(common(slow));
    }
  },
);

test("one connection carries whatever a reader wants, in order", async () => {
  stage.app.other = async (request, response) => {
    let bytes = 0;
    for await (const chunk of request) bytes += chunk.length;
    response.end(`${request.method} ${request.url} ${bytes}`);
  };
  const first = await kept("/");
  expect((await kept("/api/v2/summary.json")).text).toBe(json(1));
  expect((await kept("/", { "if-none-match": first.headers.etag! })).status).toBe(304);
  const body = Buffer.alloc(3_000_000, "x");
  const posted = await read(stage.front.port, "/desk", { agent, method: "POST", body });
  expect(posted.text).toBe("POST /desk 3000000");
  expect((await kept("/")).text).toBe(first.text);
  expect((await read(stage.front.port, "/", { agent, method: "HEAD" })).raw.length).toBe(0);
  expect(Object.values(agent.freeSockets)).toHaveLength(1);
});

test("a first request with a large body reaches the app whole", async () => {
  stage.app.other = async (request, response) => {
    let bytes = 0;
    for await (const chunk of request) bytes += chunk.length;
    response.end(String(bytes));
  };
  const body = Buffer.alloc(5_000_000, "x");
  const sent = Array.from({ length: 5 }, () =>
    read(stage.front.port, "/desk", { agent: new Agent({ keepAlive: true }), method: "POST", body }),
  );
  for (const { text } of await Promise.all(sent)) expect(text).toBe("5000000");
});

test("requests sent in one go are answered in order", async () => {
  const socket = connect(stage.front.port, "127.0.0.1");
  const ask = (path: string, more = "") => `GET ${path} HTTP/1.1\r\nHost: a\r\n${more}\r\n`;
  socket.write(ask("/404") + ask("/api/v2/summary.json") + ask("/", "Connection: close\r\n"));
  let text = "";
  socket.on("data", (chunk) => {
    text += chunk;
  });
  await once(socket, "close");
  expect(text.match(/HTTP\/1\.1 \d+/g)).toEqual(["HTTP/1.1 404", "HTTP/1.1 200", "HTTP/1.1 200"]);
  expect(text.indexOf("No such page")).toBeLessThan(text.indexOf("<p>All services operational"));
});

test("a request that comes in pieces is answered", async () => {
  const socket = connect(stage.front.port, "127.0.0.1");
  for (const piece of ["GET /404 HT", "TP/1.1\r\nHo", "st: a\r\nConnection: close\r\n", "\r\n"]) {
    socket.write(piece);
    await wait(10);
  }
  let text = "";
  socket.on("data", (chunk) => {
    text += chunk;
  });
  await once(socket, "close");
  expect(text).toContain("No such page");
});

test("who does not read is not answered without end", async () => {
  stage.app.put("/feed.json", { type: "application/json", text: JSON.stringify("x".repeat(1_000_000)) });
  await stage.refresh(1, true);
  const socket = connect(stage.front.port, "127.0.0.1").pause();
  const before = process.memoryUsage().arrayBuffers + process.memoryUsage().external;
  for (let number = 0; number < 300; number++) {
    socket.write("GET /feed.json HTTP/1.1\r\nHost: a\r\n\r\n");
    if (number % 20 === 0) await wait(1);
  }
  await wait(100);
  expect(process.memoryUsage().arrayBuffers + process.memoryUsage().external - before).toBeLessThan(
    100_000_000,
  );
  socket.destroy();
});

test("a new version is on a kept connection at once", async () => {
  await kept("/");
  stage.app.page("/", "<p>Version 2</p>");
  stage.app.version = 2;
  await stage.refresh();
  const { text, headers } = await kept("/");
  expect(text).toContain("Version 2");
  expect(headers["x-drawbridge-version"]).toBe("2");
});

test("who asks for nothing is let go as soon as who never ends a head, and who has asked may stay", async () => {
  const patience = 300;
  const server = createServer({ headersTimeout: patience, keepAliveTimeout: 60_000 });
  const publication = new Publication();
  publication.restore(1, Date.now(), ["/"], [new HeldPage(factsOf("/"), Buffer.from("hello"))]);
  new QuickConnections(server, publication, Date.now, new Traffic());
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const open = () =>
    connect((server.address() as AddressInfo).port, "127.0.0.1").on("error", () => undefined);
  const [silent, asking] = [open(), open()];
  asking.write("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
  await once(asking, "data");
  const begun = performance.now();
  await once(silent.resume(), "close");
  expect(performance.now() - begun).toBeLessThan(patience * 10);
  await wait(patience * 2);
  expect(asking.destroyed).toBe(false);
  asking.destroy();
  server.close();
});

const factsOf = (path: string) => ({
  ...{
    path,
    status: 200 as const,
    hash: "0".repeat(64),
    length: 5,
    version: 1,
    modifiedAt: null,
    dated: false,
  },
  headers: [["content-type", "text/plain"]] as [string, string][],
});
