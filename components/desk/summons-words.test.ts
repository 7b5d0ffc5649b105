import { expect, test } from "vitest";
import { summonsLines } from "./summons-words";

const zone = { timeZone: "UTC", language: "en" };
const at = (clock: string) => new Date(`2026-11-26T${clock}:00Z`);
const maya = { userId: "m", name: "Maya", calledAt: at("14:02") };
const tomasz = { userId: "t", name: "Tomasz", calledAt: at("14:04") };
const waiting = { state: "waiting" as const, dueAt: at("14:04"), endedAt: null, acknowledgedBy: null };

test("it says who was summoned when, and who is waited for", () => {
  expect(summonsLines({ ...waiting, calls: [maya] }, zone)).toBe("Summoned Maya 14:02, who has until 14:04.");
  expect(summonsLines({ ...waiting, dueAt: at("14:06"), calls: [maya, tomasz] }, zone)).toBe(
    "Summoned Maya 14:02, no answer; Tomasz 14:04, who has until 14:06.",
  );
});

test("it says who acknowledged, and that nobody did", () => {
  const ended = { ...waiting, endedAt: at("14:05"), calls: [maya, tomasz] };
  const by = { userId: "t", name: "Tomasz" };
  expect(summonsLines({ ...ended, state: "acknowledged", acknowledgedBy: by }, zone)).toBe(
    "Summoned Maya 14:02, no answer; Tomasz acknowledged 14:05.",
  );
  expect(summonsLines({ ...ended, state: "exhausted" }, zone)).toBe(
    "Summoned Maya 14:02, no answer; Tomasz 14:04, no answer. Nobody is left in order: the owners are told, 14:05.",
  );
  expect(summonsLines({ ...ended, state: "called_off" }, zone)).toBe(
    "Summoned Maya 14:02; Tomasz 14:04; called off 14:05: nobody is needed any more.",
  );
});
