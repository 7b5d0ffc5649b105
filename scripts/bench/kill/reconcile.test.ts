import { expect, test } from "vitest";
import type { Reader } from "./audience";
import { type Row, reconcile, type Taken, type Told } from "./reconcile";
import { makeStory, marksIn } from "./story";

const ana: Reader = { id: "ana", address: "ana@reader.example", wish: "everything" };
const told = makeStory(4, 1).map((said): Told => ({ ...said, updateId: `u${said.number}` }));
const [first, , third] = told as [Told, Told, Told, Told];

const row = (update: Told, over: Partial<Row> = {}): Row => ({
  ...{ updateId: update.updateId, recipientId: ana.id, state: "sent", address: ana.address, also: [] },
  ...{ mergedInto: null, providerId: `id-${update.number}`, failure: null },
  ...over,
});
const letter = (update: Told, over: Partial<Taken> = {}): Taken => ({
  ...{ id: `id-${update.number}`, to: ana.address, marks: [update.mark] },
  ...over,
});
const found = (rows: Row[], letters: Taken[], of = [first]) => {
  const { lost, doubled, unasked, unknown, disagree } = reconcile([ana], of, rows, letters);
  return [lost, doubled, unasked, unknown, disagree].map((lines) => lines.length);
};

test("one row and its letter are right", () => {
  expect(found([row(first)], [letter(first)])).toEqual([0, 0, 0, 0, 0]);
});

test("words that went along with newer ones are right, and told once", () => {
  const rows = [
    row(first, { state: "merged", mergedInto: third.updateId, providerId: null, address: null }),
    row(third, { also: [first.updateId] }),
  ];
  const both = letter(third, { marks: [third.mark, first.mark] });
  expect(found(rows, [both], [first, third])).toEqual([0, 0, 0, 0, 0]);
  // The newer letter left without them.
  expect(found(rows, [letter(third)], [first, third])).toEqual([1, 0, 0, 0, 1]);
  // They had been sent before as well.
  expect(found(rows, [both, letter(first)], [first, third])).toEqual([0, 1, 0, 0, 1]);
});

test("a letter that never came is lost, unless the ledger says why", () => {
  expect(found([], [])).toEqual([1, 0, 0, 0, 0]);
  expect(found([row(first, { state: "sending", providerId: null })], [])).toEqual([1, 0, 0, 0, 0]);
  expect(found([row(first)], [])).toEqual([1, 0, 0, 0, 1]);
  expect(found([row(first, { state: "failed", failure: "Invalid", providerId: null })], [])).toEqual([
    0, 0, 0, 0, 0,
  ]);
  expect(found([row(first, { state: "suppressed", providerId: null })], [])).toEqual([0, 0, 0, 0, 0]);
});

test("a letter that came twice is doubled, and its second copy is in no row", () => {
  expect(found([row(first)], [letter(first), letter(first, { id: "id-9" })])).toEqual([0, 1, 0, 0, 1]);
});

test("a row that fails although its letter came, or that nobody knows of, is seen", () => {
  expect(found([row(first, { state: "failed", failure: "no", providerId: null })], [letter(first)])).toEqual([
    0, 0, 0, 0, 2,
  ]);
  expect(found([row(first, { state: "unknown", providerId: null })], [])).toEqual([1, 0, 0, 1, 0]);
});

test("who was not to hear and did is seen", () => {
  const bo: Reader = { id: "ana", address: ana.address, wish: "search" };
  expect(reconcile([bo], [first], [row(first)], [letter(first)]).unasked).toHaveLength(1);
});

test("marks are read out of a letter's text", () => {
  expect(marksIn(`Number 0: ${first.mark}.\nEarlier:\nNumber 2: ${third.mark}.`)).toEqual([
    first.mark,
    third.mark,
  ]);
});
