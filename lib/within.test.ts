import { expect, test } from "vitest";
import { within } from "./within";

test("an answer in time passes through, a failure too", async () => {
  expect(await within(1000, Promise.resolve(7))).toBe(7);
  await expect(within(1000, Promise.reject(new Error("down")))).rejects.toThrow("down");
});

test("a promise that never answers is given up", async () => {
  await expect(within(1, new Promise(() => {}))).rejects.toThrow("No answer within 1 ms.");
});
