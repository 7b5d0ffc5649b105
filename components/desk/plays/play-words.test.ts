import { expect, test } from "vitest";
import { playStart, playSteps, readWays, waysText } from "./play-words";

const play = {
  ...{ severity: "SEV1" as const, type: null, audienceIds: ["execs"], templateId: "words" },
  summon: [{ role: "customer_liaison" as const, people: [{ userId: "maya" }, { userId: "tomasz" }] }],
  ...{ promiseMinutes: 20, answerSeconds: 120 },
};
const names = { maya: "Maya", tomasz: "Tomasz", execs: "Executives", words: "First post" };

test("a play reads aloud, in the order it happens", () => {
  expect(playStart(play)).toBe("When an incident is SEV1");
  expect(playStart({ ...play, type: "data" })).toBe("When an incident is SEV1 (data is late or wrong)");
  expect(playSteps(play, names)).toEqual([
    "Summons as customer liaison: Maya, then Tomasz.",
    "Without an answer after 2 min, the next one.",
    "Opens it for Executives.",
    "Attaches the ready words “First post”.",
    "Promises the next word within 20 min.",
  ]);
});

test("it says what it does not do by saying nothing of it, and who is gone", () => {
  const bare = { ...play, audienceIds: [], templateId: null, promiseMinutes: null };
  expect(playSteps(bare, { maya: "Maya" })).toEqual([
    "Summons as customer liaison: Maya, then somebody who is gone.",
    "Without an answer after 2 min, the next one.",
  ]);
});

test("ways are typed as they are read", () => {
  const ways = [
    { channel: "email" as const, address: null },
    { channel: "sms" as const, address: "+351 912 345 678" },
  ];
  expect(waysText(ways)).toBe("email, sms +351 912 345 678");
  expect(readWays(waysText(ways))).toEqual(ways);
  expect(readWays(" Email \n push ")).toEqual([
    { channel: "email", address: null },
    { channel: "push", address: null },
  ]);
  expect(readWays("pigeon")).toEqual([{ channel: "pigeon", address: null }]);
});
