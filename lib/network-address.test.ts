import { expect, test } from "vitest";
import { networkOf, remoteAddress } from "./network-address";

test("the last entry counts: a stranger writes those before it", () => {
  expect(remoteAddress({ "x-forwarded-for": "1.2.3.4, 203.0.113.9" })).toBe("203.0.113.9");
  expect(remoteAddress({ "x-forwarded-for": ["1.2.3.4", "203.0.113.9"] })).toBe("203.0.113.9");
  expect(remoteAddress({})).toBe("unknown");
});

test.each([
  ["203.0.113.9", "203.0.113.9"],
  ["::ffff:203.0.113.9", "203.0.113.9"],
  ["2001:db8:1:2:aaaa::1", "2001:db8:1:2::/64"],
  ["2001:db8:1:2:bbbb::9", "2001:db8:1:2::/64"],
  ["unknown", "unknown"],
])("tries of %s are counted by %s", (address, network) => {
  expect(networkOf(address)).toBe(network);
});
