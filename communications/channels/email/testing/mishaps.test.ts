import { expect, test } from "vitest";
import { nameOfMishap, randomMishaps } from "./mishaps";

/** Numbers in an order that looks random and is always the same. */
const numbers = () => {
  let state = 1;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
};
const play = (calls: number) => {
  const next = randomMishaps(numbers(), 0.2);
  return Array.from({ length: calls }, () => {
    const mishap = next();
    return mishap ? nameOfMishap(mishap) : "well";
  });
};

test("everything that can go wrong does, then some calls do and most go well, and a run can be repeated", () => {
  const played = play(1_000);
  expect(new Set(played).size).toBe(10);
  expect(new Set(played.slice(0, 60)).size).toBe(10);
  const wrong = played.slice(60).filter((name) => name !== "well").length;
  expect(wrong / 940).toBeGreaterThan(0.15);
  expect(wrong / 940).toBeLessThan(0.25);
  expect(play(1_000)).toEqual(played);
});
