import { describe, expect, test } from "vitest";
import {
  type ComposerFields,
  followCadence,
  followCadences,
  isLowered,
  missingFields,
  promisedAt,
  publishWords,
  restoreFields,
  toPayload,
} from "./fields";

const now = new Date("2026-11-23T14:36:40Z");
const start: ComposerFields = {
  title: "Card payments fail",
  status: "investigating",
  severity: "SEV1",
  reason: "",
  impact: "major",
  type: "availability",
  where: "",
  words: "",
  wordings: [],
  services: { checkout: "partial_outage" },
  promise: { inMinutes: 20 },
  tell: true,
  onceKey: "key-1",
  revision: 4,
};

describe("the promise", () => {
  test("counts from the moment of publishing and is said in round times", () => {
    expect(promisedAt(start, now, "UTC")?.toISOString()).toBe("2026-11-23T15:00:00.000Z");
  });
  test("a time of one's own is read in the page's zone", () => {
    const fields = { ...start, promise: { at: "2026-11-23T17:00" } };
    expect(promisedAt(fields, now, "Europe/Berlin")?.toISOString()).toBe("2026-11-23T16:00:00.000Z");
  });
  test("follows the cadence until somebody chose another", () => {
    expect(followCadence(start, 20, 60).promise).toEqual({ inMinutes: 60 });
    const chosen = { ...start, promise: { inMinutes: 30 } };
    expect(followCadence(chosen, 20, 60)).toBe(chosen);
    const own = { ...start, promise: { at: "2026-11-23T17:00" } };
    expect(followCadence(own, 20, 60)).toBe(own);
  });
  test("an audience with a table of its own is promised by it, from the moment it is written to", () => {
    const added = { ...start, wordings: [{ audienceId: "executives", words: "" }] };
    const followed = followCadences(added, {}, { executives: 30 });
    expect(followed.wordings[0]?.promise).toEqual({ inMinutes: 30 });
    expect(followCadences(followed, { executives: 30 }, { executives: 60 }).wordings[0]?.promise).toEqual({
      inMinutes: 60,
    });
    expect(toPayload(followed, now, "UTC").wordings[0]?.nextUpdateBy).toBe("2026-11-23T15:10:00.000Z");
    // Without a table there is nothing to follow: the public's promise counts.
    expect(followCadences(added, {}, {})).toBe(added);
    expect(toPayload(added, now, "UTC").wordings[0]).not.toHaveProperty("nextUpdateBy");
  });
  test("what somebody chose for an audience stays, also that it is the public's", () => {
    for (const promise of [null, { at: "2026-11-23T17:00" }, { inMinutes: 45 }]) {
      const chosen = { ...start, wordings: [{ audienceId: "executives", words: "", promise }] };
      expect(followCadences(chosen, { executives: 30 }, { executives: 60 })).toBe(chosen);
      expect(restoreFields(start, chosen, []).wordings).toEqual(chosen.wordings);
    }
  });
  test("a time for an audience that is none is asked for beside it", () => {
    const wordings = [{ audienceId: "executives", words: "It costs.", promise: { at: "" } }];
    const fields = { ...start, words: "All fail.", wordings };
    expect(missingFields(fields, toPayload(fields, now, "UTC"), null)).toHaveProperty("promise.executives");
  });
  test("a resolved incident promises nothing", () => {
    expect(toPayload({ ...start, status: "resolved" }, now, "UTC").nextUpdateBy).toBeNull();
  });
});

describe("a draft", () => {
  test("gives back every field as it was left, with its key and the revision it was written against", () => {
    const left = {
      ...start,
      words: "We are undoing the change.",
      where: "Europe, ",
      wordings: [{ audienceId: "executives", words: "Expected by 15:00." }],
      tell: false,
      onceKey: "key-0",
      revision: 3,
    };
    expect(restoreFields(start, JSON.parse(JSON.stringify(left)), ["checkout"])).toEqual(left);
  });
  test("of an older program, or damaged, loses only the fields it cannot give", () => {
    const draft = {
      words: "Kept.",
      status: "exploded",
      tell: "yes",
      promise: { by: 3 },
      services: 7,
      wordings: "all",
    };
    expect(restoreFields(start, draft, ["checkout"])).toEqual({ ...start, words: "Kept." });
  });
  test("does not bring back a service that was retired meanwhile", () => {
    const draft = { services: { checkout: "degraded", gone: "major_outage" } };
    expect(restoreFields(start, draft, ["checkout"]).services).toEqual({ checkout: "degraded" });
  });
});

test("places are parted by commas, each once", () => {
  expect(toPayload({ ...start, where: " Europe, Lisbon,, Europe " }, now, "UTC").regions).toEqual([
    "Europe",
    "Lisbon",
  ]);
});

test("only a milder severity counts as lowered", () => {
  expect(isLowered("SEV1", "SEV2")).toBe(true);
  expect(isLowered("SEV2", "SEV1")).toBe(false);
  expect(isLowered("SEV2", "SEV2")).toBe(false);
  expect(isLowered(null, "SEV5")).toBe(false);
});

test("the button says the consequence", () => {
  expect(publishWords(true, 1284)).toBe("Publish and tell 1,284 people");
  expect(publishWords(true, 1)).toBe("Publish and tell 1 person");
  expect(publishWords(true, 0)).toBe("Publish to the page only");
  expect(publishWords(false, 1284)).toBe("Publish to the page only");
  expect(publishWords(true, null)).toBe("Publish and tell subscribers");
  expect(publishWords(true, 3, true)).toBe("Tell 3 people privately");
  expect(publishWords(true, 0, true)).toBe("Write to their pages only");
});
