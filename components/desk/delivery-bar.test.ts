import { expect, test } from "vitest";
import { inFlight, settled, total } from "./delivery-bar";

test("letters are in flight until each one was taken, refused or left out", () => {
  const counts = { planned: 2, sending: 1, sent: 5, bounced: 1, suppressed: 1 };
  expect(total(counts)).toBe(10);
  expect(settled(counts)).toBe(7);
  expect(inFlight(counts)).toBe(true);
  expect(inFlight({ sent: 5, unknown: 1 })).toBe(false);
  expect(inFlight({})).toBe(false);
});
