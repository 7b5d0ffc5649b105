import { expect, test } from "vitest";
import { chooseEncoding } from "./negotiate";

test.each([
  ["gzip, deflate, br", "br"],
  ["gzip, deflate", "gzip"],
  ["x-gzip", "gzip"],
  ["GZIP", "gzip"],
  ["br;q=0.1, gzip;q=0.9", "gzip"],
  ["br;q=0, gzip", "gzip"],
  ["br;q=0, gzip;q=0", "identity"],
  ["gzip;q=0", "identity"],
  ["*", "br"],
  ["*;q=0", "identity"],
  ["br;q=0, *", "gzip"],
  ["identity", "identity"],
  ["identity, gzip;q=0.5", "identity"],
  ["identity;q=0.2, gzip;q=0.5", "gzip"],
  ["deflate, zstd", "identity"],
  ["gzip;q=nonsense", "identity"],
  ["", "identity"],
])('"%s" is answered with %s', (header, encoding) => {
  expect(chooseEncoding(header)).toBe(encoding);
  expect(chooseEncoding(header)).toBe(encoding);
});

test("who asks for nothing gets the bytes as they are", () => {
  expect(chooseEncoding(undefined)).toBe("identity");
});
