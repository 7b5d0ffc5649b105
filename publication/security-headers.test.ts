import { connect } from "node:net";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { everywhere } from "@/lib/security-headers";
import { refusal } from "./refuse-broken";
import { read } from "./testing/read";
import { Stage } from "./testing/stage";

/** Every answer that the front makes by itself, and what it lays over those of the app that say nothing of it. */

let stage: Stage;
beforeEach(() => {
  vi.stubEnv("PUBLIC_URL", "https://status.larkfield.example");
});
afterEach(async () => {
  await stage.close();
  vi.unstubAllEnvs();
});

/** What comes back for these very bytes. */
const send = (bytes: string, port = stage.front.port) =>
  new Promise<{ status: number; headers: Record<string, string> }>((resolve) => {
    let answer = "";
    const socket = connect(port, "127.0.0.1", () => socket.write(bytes, "latin1"));
    socket.setEncoding("latin1").on("data", (text) => {
      answer += text;
      if (answer.includes("\r\n\r\n")) socket.destroy();
    });
    // Of what was too long nobody reads the rest: the connection is reset behind the answer.
    socket.on("error", () => undefined).on("close", () => resolve(parsed(answer)));
  });

function parsed(answer: string) {
  const [first = "", ...lines] = answer.split("\r\n\r\n")[0]!.split("\r\n");
  const headers = lines.map((line) => /^([^:]+): ?(.*)$/.exec(line)!.slice(1) as [string, string]);
  return {
    status: Number(first.split(" ")[1]),
    headers: Object.fromEntries(headers.map(([name, value]) => [name.toLowerCase(), value])),
  };
}

function expectStrict({
  status,
  headers,
}: {
  status: number;
  headers: NodeJS.Dict<string | string[]>;
}): void {
  expect({ status, ...headers }).toMatchObject({
    ...everywhere,
    "content-security-policy": expect.stringMatching(/^default-src 'none'.*frame-ancestors 'none'/),
    "strict-transport-security": expect.stringMatching(/^max-age=63072000/),
    "referrer-policy": expect.stringMatching(/^(no-referrer|strict-origin-when-cross-origin)$/),
  });
}

test("before anything is published", async () => {
  stage = await new Stage().open();
  for (const path of ["/", "/incidents/aaaaaaaaaaaa", "/readyz", "/stamp.json", "/p/public"]) {
    const answer = await stage.get(path, { accept: "text/html" });
    expect([404, 503]).toContain(answer.status);
    expectStrict(answer);
  }
});

test("each of its answers, also to what is no request", async () => {
  stage = await new Stage().open();
  await stage.refresh();
  stage.app.page("/history", "<p>History</p>");
  await stage.refresh(1, true);
  const port = stage.front.port;
  const long = "x".repeat(20_000);
  const answers: [number, Promise<{ status: number; headers: NodeJS.Dict<string | string[]> }>][] = [
    [200, stage.get("/healthz")],
    [200, stage.get("/readyz")],
    [200, stage.get("/stamp.json")],
    [404, stage.get("/api/v2/nothing.json")],
    [404, stage.get("/api/publication")],
    [308, stage.get("/history/")],
    [405, read(port, "/history", { method: "POST", body: "x" })],
    [204, read(port, "/history", { method: "OPTIONS" })],
    [400, stage.get("/%zz")],
    [400, send("GET / HTTP/1.1\r\n\r\n")],
    [400, send("nonsense\r\n\r\n")],
    [400, send("GET /x HTTP/1.1\r\nHost: a\r\nContent-Length: x\r\n\r\n")],
    [417, send("GET /x HTTP/1.1\r\nHost: a\r\nExpect: miracles\r\n\r\n")],
    [431, send(`GET /x HTTP/1.1\r\nHost: a\r\nX: ${long}\r\n\r\n`)],
    [431, send(`GET /${long} HTTP/1.1\r\nHost: a\r\n\r\n`)],
    [404, read(stage.front.controlPort, "/state")],
    [200, stage.control("GET", "/state")],
    [200, stage.control("GET", "/metrics")],
    [431, send(`GET /x HTTP/1.1\r\nHost: a\r\nX: ${long}\r\n\r\n`, stage.front.controlPort)],
  ];
  for (const [status, asked] of answers) {
    const answer = await asked;
    expect(answer.status).toBe(status);
    expectStrict(answer);
  }
});

test("whoever is too slow, too, in the same words", async () => {
  stage = await new Stage().open();
  for (const [code, status] of [
    ["ERR_HTTP_REQUEST_TIMEOUT", 408],
    ["HPE_CHUNK_EXTENSIONS_OVERFLOW", 413],
    ["HPE_INVALID_METHOD", 400],
  ] as const) {
    const answer = parsed(refusal(Object.assign(new Error("x"), { code })));
    expect(answer.status).toBe(status);
    expectStrict(answer);
  }
});

test("numbers for Prometheus, and what is said to strangers there", async () => {
  stage = await new Stage().open({ metrics: { host: "127.0.0.1", port: 0, token: "a-token-of-tests" } });
  const port = stage.front.metricsPort!;
  const refused = await read(port, "/metrics");
  const told = await read(port, "/metrics", { headers: { authorization: "Bearer a-token-of-tests" } });
  expect([refused.status, told.status]).toEqual([404, 200]);
  for (const answer of [refused, told]) expectStrict(answer);
});

test("when the app is away, and where the app itself says nothing of it", async () => {
  stage = await new Stage().open();
  await stage.refresh();
  stage.app.other = (request, response) => response.writeHead(request.url === "/x" ? 405 : 302).end();
  for (const path of ["/x", "/desk/"]) expectStrict(await stage.get(path));
  await stage.app.stop();
  const away = await stage.get("/desk");
  expect(away.status).toBe(503);
  expectStrict(away);
});

test("what the app says of a page stays its own, and what is not modified is given no other policy", async () => {
  stage = await new Stage().open();
  await stage.refresh();
  const own = "default-src 'self'; frame-ancestors 'none'";
  stage.app.other = (request, response) =>
    request.url === "/old"
      ? response.writeHead(304).end()
      : response.writeHead(200, { "Content-Security-Policy": own, "referrer-policy": "same-origin" }).end();
  const page = await stage.get("/desk");
  expect(page.headers).toMatchObject({ "content-security-policy": own, "referrer-policy": "same-origin" });
  expect((await stage.get("/old")).headers).not.toHaveProperty("content-security-policy");
});

test("an answer that has begun gets no second one into its middle", async () => {
  stage = await new Stage().open();
  await stage.refresh();
  stage.app.other = (_, response) => response.writeHead(200, { "content-length": 10 }).write("begun");
  let answer = "";
  const socket = connect(stage.front.port, "127.0.0.1", () =>
    socket.write("GET /desk HTTP/1.1\r\nHost: a\r\n\r\n"),
  );
  socket.setEncoding("latin1").on("data", (text: string) => {
    answer += text;
    if (answer.endsWith("begun")) socket.write("nonsense\r\n\r\n");
  });
  await new Promise((resolve) => socket.once("close", resolve));
  expect(answer).toMatch(/begun$/);
});
