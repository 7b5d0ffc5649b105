import { once } from "node:events";
import { type IncomingHttpHeaders, request } from "node:http";
import { connect } from "node:net";
import { afterEach, beforeEach, expect, test } from "vitest";
import { read } from "./testing/read";
import { Stage } from "./testing/stage";

let stage: Stage;
let got: { method?: string; url?: string; headers: IncomingHttpHeaders; body: string };
beforeEach(async () => {
  stage = await new Stage().open();
  await stage.refresh();
  stage.app.other = async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    got = { method: request.method, url: request.url, headers: request.headers, body };
    response.writeHead(201, [
      ...["content-type", "text/plain", "set-cookie", "a=1", "set-cookie", "b=2"],
      ...["connection", "x-own", "x-own", "of this connection", "cache-control", "private"],
    ]);
    response.end("the app itself");
  };
});
afterEach(() => stage.close());

test("what is not public goes to the app as it came", async () => {
  const headers = { cookie: "session=1", host: "status.example.com", "content-type": "text/plain" };
  const answer = await read(stage.front.port, "/desk/x?y=1", { method: "POST", headers, body: "words" });
  expect(got).toMatchObject({ method: "POST", url: "/desk/x?y=1", body: "words" });
  expect(got.headers).toMatchObject({ cookie: "session=1", host: "status.example.com" });
  expect([answer.status, answer.text]).toEqual([201, "the app itself"]);
  expect(answer.headers["set-cookie"]).toEqual(["a=1", "b=2"]);
  expect(answer.headers["cache-control"]).toBe("private");
  expect(answer.headers).not.toHaveProperty("x-own");
});

test("a form goes to the app", async () => {
  await read(stage.front.port, "/subscribe", { method: "POST", body: "email=a" });
  expect(got).toMatchObject({ method: "POST", url: "/subscribe", body: "email=a" });
});

const spoofed = {
  ...{ host: "status.example.com", forwarded: "for=1.1.1.1", "x-real-ip": "1.1.1.1" },
  ...{ "x-forwarded-for": "1.1.1.1", "x-forwarded-proto": "https", "x-forwarded-host": "evil.example" },
};

test("a stranger cannot say where he comes from", async () => {
  await stage.get("/desk", spoofed);
  expect(got.headers["x-forwarded-for"]).toMatch(/^(::ffff:)?127\.0\.0\.1$/);
  expect(got.headers["x-forwarded-proto"]).toBe("http");
  expect(got.headers["x-forwarded-host"]).toBe("status.example.com");
  expect(got.headers).not.toHaveProperty("forwarded");
  expect(got.headers).not.toHaveProperty("x-real-ip");
});

test("a balancer that we trust can, and its own address is added last", async () => {
  await stage.front.stop();
  await stage.startFront({ trustProxy: true });
  await stage.get("/desk", spoofed);
  expect(got.headers["x-forwarded-for"]).toMatch(/^1\.1\.1\.1, (::ffff:)?127\.0\.0\.1$/);
  expect(got.headers["x-forwarded-proto"]).toBe("https");
  expect(got.headers["x-forwarded-host"]).toBe("evil.example");
});

test("headers of one connection stay on it", async () => {
  await stage.get("/desk", {
    connection: "close, x-mine",
    "x-mine": "1",
    te: "trailers",
    "keep-alive": "timeout=9",
  });
  for (const name of ["x-mine", "te"]) expect(got.headers).not.toHaveProperty(name);
});

test("a body in a GET keeps its bounds, so that no second request can hide in it", async () => {
  const asked = stage.app.asked.length;
  const socket = connect(stage.front.port, "127.0.0.1");
  const smuggled = "GET /p/public HTTP/1.1\r\nHost: x\r\n\r\n";
  socket.write(
    `GET /desk HTTP/1.1\r\nHost: x\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n${smuggled.length.toString(16)}\r\n${smuggled}\r\n0\r\n\r\n`,
  );
  await once(socket.resume(), "close");
  expect(stage.app.asked.slice(asked)).toEqual(["GET /desk"]);
  expect(got.body).toBe(smuggled);
});

test("answers stream: the first words arrive while the app still speaks", async () => {
  let finish = () => {};
  stage.app.other = (_, response) => {
    response.write("first ");
    finish = () => response.end("last");
  };
  const asking = request({ host: "127.0.0.1", port: stage.front.port, path: "/desk", agent: false }).end();
  const [answer] = await once(asking, "response");
  expect(String((await once(answer, "data"))[0])).toBe("first ");
  finish();
  expect(String((await once(answer, "data"))[0])).toBe("last");
});

test("server-sent events pass one by one, neither kept back nor packed, and end with the desk", async () => {
  let say = (_: string) => {};
  const left = new Promise<void>((resolve) => {
    stage.app.other = (_, response) => {
      response
        .setHeader("content-type", "text/event-stream")
        .setHeader("cache-control", "no-store, no-transform");
      say = (text) => response.write(text);
      say("event: hello\ndata: {}\n\n");
      response.on("close", resolve);
    };
  });
  const headers = { accept: "text/event-stream", "accept-encoding": "gzip, br" };
  const where = { host: "127.0.0.1", port: stage.front.port, path: "/desk/live" };
  const asking = request({ ...where, headers, agent: false }).end();
  asking.on("error", () => undefined);
  const [answer] = await once(asking, "response");
  expect(answer.headers["content-type"]).toBe("text/event-stream");
  expect(answer.headers).not.toHaveProperty("content-encoding");
  expect(String((await once(answer, "data"))[0])).toBe("event: hello\ndata: {}\n\n");
  for (const event of [": beat\n\n", "event: news\ndata: {}\n\n"]) {
    say(event);
    expect(String((await once(answer, "data"))[0])).toBe(event);
  }
  asking.destroy();
  await left;
});

test("bodies stream: the app hears the beginning before the end is sent", async () => {
  const heard = new Promise<string>((resolve) => {
    stage.app.other = (request, response) => {
      request.once("data", (chunk) => resolve(String(chunk)));
      request.on("end", () => response.end("done"));
    };
  });
  const sending = request({
    ...{ host: "127.0.0.1", port: stage.front.port, path: "/desk", method: "POST", agent: false },
  });
  sending.write("beginning");
  expect(await heard).toBe("beginning");
  sending.end("end");
  expect((await once(sending, "response"))[0].statusCode).toBe(200);
});

test("a reader who leaves is not answered any further", async () => {
  const left = new Promise<void>((resolve) => {
    stage.app.other = (_, response) => {
      response.write("first ");
      response.on("close", resolve);
    };
  });
  const asking = request({ host: "127.0.0.1", port: stage.front.port, path: "/desk", agent: false }).end();
  asking.on("error", () => undefined);
  await once(asking, "response");
  asking.destroy();
  await left;
});

test("without the app, the desk answers with a page in words", async () => {
  await stage.app.stop();
  const answer = await read(stage.front.port, "/desk", {
    ...{ method: "POST", headers: { accept: "text/html" }, body: "words" },
  });
  expect(answer.status).toBe(503);
  expect(answer.text).toContain("it may not have been saved");
  expect(answer.headers).toMatchObject({ "retry-after": "10", "cache-control": "no-store" });
});

test("what is sent while the app is started anew waits, and reaches it whole and once", async () => {
  const port = Number(new URL(stage.app.url).port);
  await stage.front.stop();
  await stage.startFront({ startMilliseconds: 10_000 });
  const bodies: string[] = [];
  stage.app.other = async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    bodies.push(body);
    response.end("taken");
  };
  await stage.app.stop();
  const sent = "words ".repeat(50_000);
  const asking = read(stage.front.port, "/desk", { method: "POST", body: sent });
  const looking = read(stage.front.port, "/desk");
  await new Promise((done) => setTimeout(done, 400));
  await stage.app.start(port);
  expect((await asking).text).toBe("taken");
  expect((await looking).status).toBe(200);
  expect(bodies.toSorted((a, b) => b.length - a.length)).toEqual([sent, ""]);
});

test("an app that stays away is not waited for again and again", async () => {
  await stage.front.stop();
  await stage.startFront({ startMilliseconds: 300 });
  await stage.app.stop();
  expect((await read(stage.front.port, "/desk")).status).toBe(503);
  const begun = performance.now();
  expect((await read(stage.front.port, "/desk")).status).toBe(503);
  expect(performance.now() - begun).toBeLessThan(150);
});
