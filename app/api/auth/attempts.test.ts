import { RateLimiterMemory } from "rate-limiter-flexible";
import { expect, test } from "vitest";
import { isSpent, withinBounds } from "./attempts";

test("the last allowed try passes and the next is refused", async () => {
  const limiter = new RateLimiterMemory({ points: 2, duration: 60 });
  expect([await withinBounds(limiter, "a"), await withinBounds(limiter, "a")]).toEqual([true, true]);
  expect(await withinBounds(limiter, "a")).toBe(false);
});

test("one account's wrong passwords do not lock another", async () => {
  const limiter = new RateLimiterMemory({ points: 1, duration: 60 });
  await withinBounds(limiter, "a");
  expect(await isSpent(limiter, "a")).toBe(true);
  expect(await isSpent(limiter, "b")).toBe(false);
});

test("asking whether a key is spent costs no try", async () => {
  const limiter = new RateLimiterMemory({ points: 1, duration: 60 });
  await isSpent(limiter, "a");
  expect(await withinBounds(limiter, "a")).toBe(true);
});
