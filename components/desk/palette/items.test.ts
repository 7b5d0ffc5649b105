import { expect, test } from "vitest";
import { type Found, paletteItems } from "./items";

const checkout = {
  id: "abcdefghijkl",
  title: "Checkout fails",
  severity: "SEV1",
  status: "identified",
} as const;
const old = { id: "mnopqrstuvwx", title: "Late numbers", severity: "SEV3", status: "resolved" } as const;
const found: Found = {
  act: true,
  templates: [{ id: "t1", name: "Slow", title: "Pages load slowly" }],
  open: [checkout],
  incidents: [],
};
const lines = (typed: string, with_: Found | null = found) =>
  paletteItems(typed, with_).map(({ group, words }) => `${group}: ${words}`);

test("without words it offers what is owed first, then ready words, open incidents and every place", () => {
  expect(lines("").slice(0, 5)).toEqual([
    "Write update: Checkout fails",
    "Open incident: Slow",
    "Open incident: In your own words",
    "Incidents: Checkout fails",
    "Go to: Now",
  ]);
});

test("every word that is typed must occur, in the line, its group or its note", () => {
  expect(lines("update check")).toEqual(["Write update: Checkout fails"]);
  expect(lines("pages slowly")).toEqual(["Open incident: Slow"]);
  expect(lines("deliv")).toEqual(["Go to: Deliveries"]);
  expect(lines("nothing like it")).toEqual([]);
});

test("incidents that the server found are shown, also those that are over", () => {
  expect(lines("numbers", { ...found, incidents: [old] })).toEqual(["Incidents: Late numbers"]);
});

test("who may only look is offered no writing, and without an answer the places are there", () => {
  const looks = lines("", { ...found, act: false, templates: [] });
  expect(looks.filter((line) => /^(Write|Open)/.test(line))).toEqual([]);
  expect(looks).toContain("Incidents: Checkout fails");
  expect(lines("", null)[0]).toBe("Go to: Now");
});
