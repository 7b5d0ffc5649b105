import { expect, test } from "vitest";
import { choosePlay } from "./choose-play";
import { nextSummons } from "./next-summons";
import type { Play } from "./play";

const now = new Date("2026-11-26T14:02:00Z");
const in2 = new Date("2026-11-26T14:04:00Z");
const people = ["maya", "tomasz", "ines"];
const nobody = new Set<string>();
const asked = (userId: string, answerBy: Date) => ({ userId, answerBy });

test("the first in order is asked first", () => {
  expect(nextSummons({ people, unfit: nobody, calls: [] }, now)).toEqual({
    ...{ kind: "call", userId: "maya", place: 0 },
  });
});

test("who was asked has their time", () => {
  const calls = [asked("maya", in2)];
  expect(nextSummons({ people, unfit: nobody, calls }, now)).toEqual({ kind: "wait", until: in2 });
  expect(nextSummons({ people, unfit: nobody, calls }, new Date(in2.getTime() - 1)).kind).toBe("wait");
});

test("at the end of the time the next one is asked, and nobody twice", () => {
  const calls = [asked("maya", in2)];
  expect(nextSummons({ people, unfit: nobody, calls }, in2)).toMatchObject({ userId: "tomasz", place: 1 });
  const both = [...calls, asked("tomasz", in2)];
  expect(nextSummons({ people, unfit: nobody, calls: both }, in2)).toMatchObject({ userId: "ines" });
});

test("who cannot take it is passed over, and not waited for when that begins while they are asked", () => {
  const unfit = new Set(["maya"]);
  expect(nextSummons({ people, unfit, calls: [] }, now)).toMatchObject({ userId: "tomasz" });
  expect(nextSummons({ people, unfit, calls: [asked("maya", in2)] }, now)).toMatchObject({
    userId: "tomasz",
  });
});

test("when everybody was asked there is nobody left; the last one has their time too", () => {
  const calls = people.map((userId) => asked(userId, in2));
  expect(nextSummons({ people, unfit: nobody, calls }, now).kind).toBe("wait");
  expect(nextSummons({ people, unfit: nobody, calls }, in2)).toEqual({ kind: "exhausted" });
  expect(nextSummons({ people: [], unfit: nobody, calls: [] }, now)).toEqual({ kind: "exhausted" });
});

const play = (id: string, severity: Play["severity"], type: Play["type"]): Play => ({
  ...{ id, name: id, severity, type, summon: [], audienceIds: [], templateId: null },
  ...{ promiseMinutes: null, answerSeconds: 120 },
});

test("a play for severity and type goes before one for the severity alone; another severity has none", () => {
  const plays = [play("any", "SEV1", null), play("data", "SEV1", "data")];
  expect(choosePlay(plays, { severity: "SEV1", type: "data" })?.id).toBe("data");
  expect(choosePlay(plays, { severity: "SEV1", type: "security" })?.id).toBe("any");
  expect(choosePlay(plays, { severity: "SEV2", type: "data" })).toBeNull();
});
