import { expect, test } from "vitest";
import { secondsUntil, undoWords } from "./undo-words";

test("says how many people hear, and when", () => {
  expect(undoWords(1284, 8)).toBe("1,284 people are told in 8 s.");
  expect(undoWords(1, 1)).toBe("1 person is told in 1 s.");
  expect(undoWords("subscribers", 8)).toBe("Subscribers are told in 8 s.");
  expect(undoWords(1284, 0)).toBe("1,284 people are being told.");
});

test("does not claim that somebody is told when nobody is", () => {
  for (const told of [0, "nobody"] as const) {
    expect(undoWords(told, 8)).toBe("You can take it back for 8 s. Nobody is told.");
    expect(undoWords(told, 0)).toBe("Nobody is told.");
  }
});

test("counts the second that has begun, and nothing once it is over", () => {
  const until = "2026-11-23T14:00:10.000Z";
  expect(secondsUntil(until, new Date("2026-11-23T14:00:00.000Z"))).toBe(10);
  expect(secondsUntil(until, new Date("2026-11-23T14:00:09.999Z"))).toBe(1);
  expect(secondsUntil(until, new Date("2026-11-23T14:00:10.000Z"))).toBe(0);
  expect(secondsUntil(until, new Date("2026-11-23T14:05:00.000Z"))).toBe(0);
});
