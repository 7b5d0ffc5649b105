import { expect, test } from "vitest";
import type { KeptReceipt, StoryFacts } from "./read-story";
import { tellStory } from "./story";

const at = (second: number) => new Date(Date.UTC(2026, 10, 23, 14, 20, second));
const update = { updateId: "k2m9x4c7p1qa", number: 3, title: "Card payments fail", postedAt: at(0) };
const facts = (delivery: Partial<StoryFacts["delivery"]>, besides: Partial<StoryFacts> = {}): StoryFacts => ({
  delivery: {
    updateId: update.updateId,
    channel: "email",
    recipientId: "aaaaaaaaaaaa",
    audienceId: "bbbbbbbbbbbb",
    batch: 0,
    address: "ana@reader.example",
    reason: "you chose Checkout",
    toldBy: null,
    thenBy: [],
    nextLookedAt: null,
    insteadOf: null,
    mergedIntoRecipient: null,
    state: "sent",
    also: [],
    mergedInto: null,
    heldUntil: null,
    heldWhy: null,
    providerId: "re_1",
    failure: null,
    attempts: 1,
    tryingSince: null,
    plannedAt: at(4),
    sendingAt: at(9),
    settledAt: at(10),
    ...delivery,
  },
  update,
  subscriber: { address: "ana@reader.example", state: "confirmed", pausedAt: null, leftAt: null },
  suppression: null,
  mergedInto: null,
  ...{ mergedBeside: null, insteadOf: null, next: null },
  also: [],
  receipts: [],
  decisions: [],
  ...besides,
});
const receipt = (state: KeptReceipt["state"], second: number, changes: Partial<KeptReceipt> = {}) => ({
  id: `msg_${state}_${second}`,
  providerId: "re_1",
  state,
  suppresses: null,
  detail: null,
  at: at(second),
  receivedAt: at(second),
  appliedAt: at(second),
  ...changes,
});
const kinds = (found: StoryFacts) =>
  tellStory(found).map((chapter) => ("state" in chapter ? chapter.state : chapter.kind));

test("a delivered letter: planned, handed over, taken, and what the provider said, in order of time", () => {
  const receipts = [receipt("delivered", 20), receipt("sent", 11), receipt("delayed", 12)];
  const found = facts({ state: "delivered", settledAt: at(20) }, { receipts });
  expect(kinds(found)).toEqual(["planned", "handing", "taken", "sent", "delayed", "delivered"]);
});

test("a repeated receipt is told each time, and one that came early says so", () => {
  const early = receipt("delivered", 12, { receivedAt: at(12), appliedAt: at(15) });
  const found = facts({ state: "delivered" }, { receipts: [early, receipt("delivered", 30)] });
  const told = tellStory(found).filter(({ kind }) => kind === "receipt");
  expect(told).toMatchObject([{ early: true }, { early: false }]);
});

test("a provider whose clock is behind ours is not told to have spoken before we handed over", () => {
  expect(kinds(facts({ state: "delivered" }, { receipts: [receipt("delivered", 2)] }))).toEqual([
    "planned",
    "handing",
    "taken",
    "delivered",
  ]);
});

test("what is held says until when and why; what waits, that it waits; neither was handed over", () => {
  const none = { sendingAt: null, settledAt: null, providerId: null, address: null, attempts: 0 };
  const held = facts({ ...none, state: "held", heldUntil: at(59), heldWhy: "quiet_hours" });
  expect(tellStory(held).at(-1)).toMatchObject({ kind: "held", until: at(59), why: "quiet_hours" });
  expect(kinds(facts({ ...none, state: "planned" }))).toEqual(["planned", "waits"]);
});

test("what went with a newer one names it", () => {
  const found = facts(
    { state: "merged", sendingAt: null, address: null, providerId: null, mergedInto: "zzzzzzzzzzzz" },
    { mergedInto: { ...update, updateId: "zzzzzzzzzzzz", number: 4 } },
  );
  expect(kinds(found)).toEqual(["planned", "merged"]);
  expect(tellStory(found).at(-1)).toMatchObject({ into: { number: 4 } });
});

test("somebody who left meanwhile was not written to, and the story says why", () => {
  const found = facts(
    { state: "suppressed", sendingAt: null, address: null, providerId: null },
    { subscriber: { address: "ana@reader.example", state: "left", pausedAt: null, leftAt: at(5) } },
  );
  expect(tellStory(found).at(-1)).toMatchObject({ kind: "suppressed", reason: "left" });
});

test("a message that is under way says the last fault, and whether a try is being made", () => {
  const again = facts({
    state: "sending",
    settledAt: null,
    providerId: null,
    failure: "503: busy",
    attempts: 2,
  });
  expect(tellStory(again).at(-1)).toMatchObject({ kind: "again", why: "503: busy", underWay: false });
  expect(tellStory(again)[1]).toMatchObject({ kind: "handing", tries: 2 });
});

test("sent again by a person: the first fault, who and why, then the second try", () => {
  const decisions = [
    {
      at: at(30),
      who: "Ines",
      decision: "again" as const,
      reason: "the mailbox is back",
      failure: "Invalid `to` field.",
      providerId: null,
    },
  ];
  const found = facts({ sendingAt: at(40), settledAt: at(41) }, { decisions });
  expect(kinds(found)).toEqual(["planned", "decided", "handing", "taken"]);
  expect(tellStory(found)[1]).toMatchObject({ failure: "Invalid `to` field.", who: "Ines" });
});

test("planned again and not yet sent, it waits after the decision", () => {
  const decided = {
    at: at(30),
    who: "Ines",
    decision: "again" as const,
    reason: "r",
    failure: null,
    providerId: "re_0",
  };
  const first = receipt("delivered", 35, { providerId: "re_0" });
  const found = facts({ state: "planned", providerId: null }, { decisions: [decided], receipts: [first] });
  expect(kinds(found)).toEqual(["planned", "decided", "waits", "delivered"]);
});

test("one that a person called arrived keeps its end", () => {
  const decided = {
    at: at(30),
    who: "Ines",
    decision: "arrived" as const,
    reason: "r",
    failure: "No answer",
    providerId: null,
  };
  const found = facts({ state: "sent", providerId: null, settledAt: at(30) }, { decisions: [decided] });
  expect(kinds(found)).toEqual(["planned", "handing", "decided"]);
});
