import { connect } from "node:net";
import fc from "fast-check";
import { afterEach, beforeEach, expect, test } from "vitest";
import { hostile, knownHostile, mark } from "@/lib/testing/hostile";
import { Stage } from "./testing/stage";

let stage: Stage;
beforeEach(async () => {
  stage = await new Stage().open();
  await stage.refresh();
  stage.app.other = (_, response) => response.writeHead(404).end("the app");
});
afterEach(() => stage.close());

/** What the front answers to these very bytes, until it closes or has said all that it will. */
function send(bytes: string): Promise<string> {
  return new Promise((resolve) => {
    let answer = "";
    const socket = connect(stage.front.port, "127.0.0.1", () => socket.write(bytes, "latin1"));
    const done = () => {
      clearTimeout(late);
      socket.destroy();
      resolve(answer);
    };
    const late = setTimeout(done, 1_500);
    socket.setEncoding("latin1").on("data", (text: string) => {
      answer += text;
      // The last chunk of a body, or the whole of one with a length.
      const [head = "", body = ""] = answer.split("\r\n\r\n");
      if (
        /\r\n0\r\n\r\n$/.test(answer) ||
        body.length >= Number(/content-length: (\d+)/i.exec(head)?.[1] ?? 1e9)
      )
        done();
    });
    socket.on("error", done).on("close", done);
  });
}

const statusOf = (answer: string) => Number(/^HTTP\/1\.1 (\d+)/.exec(answer)?.[1] ?? 0);
const target = hostile.map((text) => encodeURIComponent(text.toWellFormed()).slice(0, 8_000));

test("whatever path is asked for, in whatever spelling: no fault, no file, no hidden address", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom("/", "/incidents/", "/api/v2/", "/history/../", "/%2e%2e/", "//", "/p/..;/", "/x/"),
      fc.oneof(
        target,
        fc.constantFrom("..%2f..%2fetc%2fpasswd", "%2e%2e/%2e%2e/secrets.json", "..%5c..%5cx", "%00", "%zz"),
      ),
      async (folder, name) => {
        const answer = await send(
          `GET ${folder}${name} HTTP/1.1\r\nHost: a\r\nAccept: text/html\r\nConnection: close\r\n\r\n`,
        );
        expect([200, 308, 400, 404]).toContain(statusOf(answer));
        expect(answer).not.toMatch(/root:|"token"|BEGIN /);
        expect(answer).not.toContain(`<${mark}`);
      },
    ),
    { numRuns: 80 },
  );
  expect(stage.app.asked.filter((line) => /GET \/p(?:\/|$)/.test(line))).toEqual([]);
}, 60_000);

test("whatever bytes are sent: an answer that is no fault, or a closed connection; readers are served all the same", async () => {
  const heads = [
    ...knownHostile.map((text) => `GET / HTTP/1.1\r\nHost: a\r\nX-A: ${text.slice(0, 20_000)}\r\n\r\n`),
    "GET /desk HTTP/1.1\r\nHost: a\r\nConstructor: x\r\n__proto__: y\r\nToString: z\r\nConnection: close\r\n\r\n",
    "\r\n\r\n\r\n",
    "GET\r\n\r\n",
    "GET / HTTP/9.9\r\n\r\n",
    "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /p/public HTTP/1.1\r\n\r\n",
    "POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n",
    "POST /x HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nfffffffff\r\nx",
    "CONNECT a:443 HTTP/1.1\r\nHost: a\r\n\r\n",
    "TRACE / HTTP/1.1\r\nHost: a\r\n\r\n",
  ];
  const answers = await Promise.all(heads.map(send));
  for (const [index, answer] of answers.entries()) {
    expect(statusOf(answer), JSON.stringify(heads[index]!.slice(0, 80))).toBeLessThan(500);
    expect(answer).not.toMatch(/^set-cookie/im);
  }
  expect((await stage.get("/")).status).toBe(200);
}, 60_000);
