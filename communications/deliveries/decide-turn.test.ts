import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { severities } from "@/lib/vocabulary";
import { decideTurn, type Recipient, type Waiting } from "./decide-turn";

const noon = new Date("2026-11-23T12:00:00Z");
const at = (minutes: number) => new Date(noon.getTime() + minutes * 60_000);
const bounds = { now: noon, messagesPerHour: 6 };
const message = (minutes: number, over: Partial<Waiting> = {}): Waiting => ({
  updateId: `update${minutes}`,
  incidentId: "incident",
  postedAt: at(minutes),
  state: "planned",
  settledOn: true,
  ...over,
});
const mine = { ...message(0), severity: "SEV2" as const };
const somebody = (over: Partial<Recipient> = {}): Recipient => ({
  address: "ana@reader.example",
  suppressed: null,
  quiet: null,
  quietBreaks: false,
  recent: [],
  waiting: [],
  ...over,
});
const turn = (recipient: Partial<Recipient>, over: Partial<typeof mine> = {}) =>
  decideTurn({ ...mine, ...over }, somebody(recipient), bounds);

test("a message whose turn it is goes", () => {
  expect(turn({})).toEqual({ do: "send", also: [] });
});

describe("nobody is written to", () => {
  test("who no longer listens", () => {
    expect(turn({ address: null })).toEqual({ do: "suppress", why: null });
  });
  test("at an address that bounced or complained", () => {
    expect(turn({ suppressed: "complained" })).toEqual({
      do: "suppress",
      why: "The address complained earlier",
    });
  });
});

describe("a newer update of the same incident", () => {
  test("takes the older one's words along", () => {
    expect(turn({ waiting: [message(5), message(9)] })).toEqual({ do: "merge", into: "update9" });
    expect(turn({ waiting: [message(-5), message(-9)] })).toEqual({
      do: "send",
      also: ["update-9", "update-5"],
    });
  });
  test("is not waited for while it can still be undone", () => {
    expect(turn({ waiting: [message(5, { settledOn: false })] })).toEqual({ do: "send", also: [] });
  });
  test("of another incident is a message of its own", () => {
    const elsewhere = { incidentId: "another" };
    expect(turn({ waiting: [message(5, elsewhere), message(-5, elsewhere)] })).toEqual({
      do: "send",
      also: [],
    });
    const planned = { incidentId: null };
    expect(turn({ waiting: [message(5, planned)] }, planned)).toEqual({ do: "send", also: [] });
  });
});

describe("the storm guard", () => {
  const six = [-59, -50, -40, -30, -20, -10].map(at);
  test("lets six messages an hour through, and holds the seventh until the first is an hour old", () => {
    expect(turn({ recent: six.slice(1) })).toMatchObject({ do: "send" });
    expect(turn({ recent: six })).toEqual({ do: "hold", until: at(1), why: "storm_guard" });
    expect(turn({ recent: [at(-59.5), ...six] })).toEqual({ do: "hold", until: at(1), why: "storm_guard" });
  });
  test("what it held goes with the next message, whatever that is about", () => {
    const held = [message(-5, { incidentId: "another", state: "held" })];
    expect(turn({ waiting: held })).toEqual({ do: "send", also: ["update-5"] });
  });
});

describe("quiet hours", () => {
  const quiet = { from: 11 * 60, until: 13 * 60, timeZone: "UTC" };
  test("hold a message until they end", () => {
    expect(turn({ quiet })).toEqual({ do: "hold", until: at(60), why: "quiet_hours" });
  });
  test("are broken by SEV1 alone, and only for who allows it", () => {
    expect(turn({ quiet, quietBreaks: true }, { severity: "SEV1" as never })).toMatchObject({ do: "send" });
    expect(turn({ quiet, quietBreaks: true })).toMatchObject({ do: "hold" });
    expect(turn({ quiet }, { severity: "SEV1" as never })).toMatchObject({ do: "hold" });
  });
});

const anyWaiting = fc.record({
  minutes: fc.integer({ min: -50, max: 50 }).filter((minutes) => minutes !== 0),
  incidentId: fc.constantFrom("incident", "another", null),
  state: fc.constantFrom("planned" as const, "held" as const),
  settledOn: fc.boolean(),
});
const anyRecipient = fc.record({
  address: fc.option(fc.constant("ana@reader.example"), { freq: 5 }),
  suppressed: fc.constantFrom(null, null, null, "bounced" as const),
  quiet: fc.option(fc.constant({ from: 0, until: 13 * 60, timeZone: "UTC" })),
  quietBreaks: fc.boolean(),
  recent: fc
    .array(fc.integer({ min: -59, max: 0 }).map(at), { maxLength: 8 })
    .map((all) => all.toSorted((a, b) => +a - +b)),
  waiting: fc
    .uniqueArray(anyWaiting, { selector: ({ minutes }) => minutes, maxLength: 6 })
    .map((all) => all.map(({ minutes, ...over }) => message(minutes, over))),
});

test("whatever waits: nothing goes to who must not hear, nothing in quiet or above the ceiling, nothing twice", () => {
  fc.assert(
    fc.property(anyRecipient, fc.option(fc.constantFrom(...severities)), (recipient, severity) => {
      const decided = decideTurn({ ...mine, severity }, recipient, bounds);
      if (recipient.address === null || recipient.suppressed) {
        expect(decided.do).toBe("suppress");
      } else if (decided.do === "send") {
        expect(recipient.recent.length).toBeLessThan(6);
        if (recipient.quiet) expect(recipient.quietBreaks && severity).toBe("SEV1");
        expect(new Set(decided.also).size).toBe(decided.also.length);
        expect(decided.also).not.toContain(mine.updateId);
      } else if (decided.do === "hold") {
        expect(decided.until.getTime()).toBeGreaterThan(noon.getTime());
      } else if (decided.do === "merge") {
        const into = recipient.waiting.find(({ updateId }) => updateId === decided.into);
        expect(into).toMatchObject({ incidentId: "incident", settledOn: true });
        expect(into!.postedAt.getTime()).toBeGreaterThan(noon.getTime());
      }
    }),
  );
});

test("of all that waits for somebody, whichever comes first, each update's words go exactly once", () => {
  const plan = fc.uniqueArray(fc.integer({ min: 0, max: 40 }), { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(plan, fc.array(fc.nat(100)), (minutes, order) => {
      const waiting = new Map(minutes.map((one) => [`update${one}`, { ...message(one), severity: null }]));
      const carries = new Map(minutes.map((one) => [`update${one}`, [`update${one}`]]));
      const heard: string[] = [];
      for (let step = 0; waiting.size > 0; step++) {
        const next = [...waiting.values()][(order[step] ?? 0) % waiting.size]!;
        const others = [...waiting.values()].filter((one) => one !== next);
        const decided = decideTurn(next, somebody({ waiting: others }), bounds);
        waiting.delete(next.updateId);
        if (decided.do === "merge") carries.get(decided.into)!.push(...carries.get(next.updateId)!);
        if (decided.do !== "send") continue;
        heard.push(...carries.get(next.updateId)!);
        for (const older of decided.also) {
          waiting.delete(older);
          heard.push(...carries.get(older)!);
        }
      }
      expect(heard.toSorted()).toEqual(minutes.map((one) => `update${one}`).toSorted());
    }),
  );
});
