import { expect, test } from "vitest";
import { plainRequest } from "./plain-request";

const head = (...headers: string[]) =>
  `GET /x?y HTTP/1.1\r\nHost: a\r\n${headers.map((line) => `${line}\r\n`).join("")}\r\n`;
const read = (text: string) => plainRequest(Buffer.from(text, "latin1"));

test.each([
  [head(), "identity"],
  [head("Accept-Encoding: gzip, br"), "br"],
  [head("accept-encoding:gzip", "ACCEPT-ENCODING: br;q=0.1"), "gzip"],
  [head("Connection: keep-alive", "Cookie: a=b", "User-Agent: Mozilla/5.0 (é)"), "identity"],
])("a plain GET is understood (%#)", (text, encoding) => {
  expect(read(text)).toEqual({ target: "/x?y", encoding });
  expect(read(text)).toEqual({ target: "/x?y", encoding });
});

test.each([
  ["another method", head().replace("GET", "HEAD")],
  ["another version", head().replace("1.1", "1.0")],
  ["another host in the target", head().replace("/x", "http://b/x")],
  ["no host", "GET / HTTP/1.1\r\nAccept: a\r\n\r\n"],
  ["two hosts", head("Host: b")],
  ["no headers", "GET / HTTP/1.1\r\n\r\n"],
  ["a head that is not over", head().slice(0, -2)],
  ["a second request behind it", head() + head()],
  ["a body behind it", `${head()}body`],
  ["a length", head("Content-Length: 4")],
  ["a length behind a bare line feed", head("A: b\nContent-Length: 4")],
  ["a length with a space before its colon", head("Content-Length : 4")],
  ["a folded length", head("A: b", " Content-Length: 4")],
  ["a transfer coding", head("Transfer-Encoding: chunked")],
  ["a wish to close", head("Connection: close")],
  ["a wish for more than keeping", head("Connection: keep-alive, x-mine")],
  ["an upgrade", head("Upgrade: websocket")],
  ["an expectation", head("Expect: 100-continue")],
  ["an ETag", head('If-None-Match: "a"')],
  ["a date", head("If-Modified-Since: Mon, 23 Nov 2026 14:20:00 GMT")],
  ["a range", head("Range: bytes=0-1")],
  ["a zero byte", head("A: b\0c")],
  ["a bare carriage return", head("A: b\rc")],
  ["a header without a name", head(": b")],
  ["more than four kilobytes", head(`Cookie: ${"x".repeat(4096)}`)],
])("with %s, Node's parser shall judge", (_, text) => {
  expect(read(text)).toBeNull();
  expect(read(text)).toBeNull();
});

test("a head made to be searched for ever is judged at once", () => {
  const blanks = `${"a:  \r\n".repeat(600)}x`;
  const begun = performance.now();
  expect(read(`GET / HTTP/1.1\r\nHost: a\r\n${blanks}`)).toBeNull();
  expect(performance.now() - begun).toBeLessThan(100);
});
