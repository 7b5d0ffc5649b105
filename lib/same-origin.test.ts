import { expect, test } from "vitest";
import { hostsOf, isCrossSite } from "./same-origin";

const publicUrl = "https://status.example.com";
const crosses = (headers: Record<string, string>, method = "POST") => {
  const sent = new Headers({ host: "status.example.com", ...headers });
  return isCrossSite(method, sent, hostsOf(sent, publicUrl));
};

test.each<Record<string, string>>([
  { "sec-fetch-site": "same-origin" },
  { "sec-fetch-site": "none" },
  { origin: "https://status.example.com" },
  {},
])("%j is ours, or no browser", (headers) => {
  expect(crosses(headers)).toBe(false);
});

test.each<Record<string, string>>([
  { "sec-fetch-site": "cross-site" },
  { "sec-fetch-site": "same-site" },
  { "sec-fetch-site": "cross-site", origin: "https://status.example.com" },
  { "sec-fetch-site": "anything" },
  { origin: "https://evil.example" },
  { origin: "https://status.example.com.evil.example" },
  { origin: "null" },
  { origin: "" },
  { origin: "file://" },
])("%j is another site's", (headers) => {
  expect(crosses(headers)).toBe(true);
  for (const method of ["PUT", "PATCH", "DELETE", "post"]) expect(crosses(headers, method)).toBe(true);
});

test("looking is free", () => {
  for (const method of ["GET", "HEAD", "OPTIONS"])
    expect(crosses({ "sec-fetch-site": "cross-site" }, method)).toBe(false);
});
