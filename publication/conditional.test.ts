import { expect, test } from "vitest";
import { isFresh } from "./conditional";

const held = { etag: '"a-gzip"', lastModified: "Mon, 23 Nov 2026 14:20:00 GMT" };

test.each([
  ['"a-gzip"', true],
  ['W/"a-gzip"', true],
  ['"b", "a-gzip"', true],
  ["*", true],
  ['"a-br"', false],
  ["a-gzip", false],
])("If-None-Match %s is fresh: %s", (header, fresh) => {
  expect(isFresh({ "if-none-match": header }, held)).toBe(fresh);
});

test.each([
  [held.lastModified, true],
  ["Mon, 23 Nov 2026 14:20:01 GMT", false],
  ["Mon, 23 Nov 2026 14:19:59 GMT", false],
  ["yesterday", false],
])("If-Modified-Since %s is fresh: %s", (header, fresh) => {
  expect(isFresh({ "if-modified-since": header }, held)).toBe(fresh);
});

test("what a reader got while our clock was ahead is not called fresh once it is right again", () => {
  const ahead = { "if-modified-since": "Mon, 23 Nov 2026 15:00:00 GMT" };
  expect(isFresh(ahead, held)).toBe(false);
});

test("an ETag that differs outranks a date that agrees", () => {
  const headers = { "if-none-match": '"old"', "if-modified-since": held.lastModified };
  expect(isFresh(headers, held)).toBe(false);
});

test("a date says nothing where seconds are not exact enough", () => {
  expect(isFresh({ "if-modified-since": held.lastModified }, { ...held, lastModified: null })).toBe(false);
});
