import { expect, test } from "vitest";
import { healthRows } from "./health-rows";
import type { FrontState, House } from "./read-house";
import { troublesOf } from "./troubles";

const zone = { timeZone: "UTC", language: "en" };
const now = new Date("2026-11-23T14:30:00Z");
const copy = {
  ...{ name: "the folder /srv/status", version: 7, writtenAt: "2026-11-23T14:29:00Z", missing: 0 },
  ...{ fault: null, faultSince: null, newerElsewhere: null },
};
const front: FrontState = {
  ...{ version: 7, confirmedAt: "2026-11-23T14:29:58Z", confirmed: true, paths: 20, disk: "ok" },
  ...{ copies: [copy], worker: { at: "2026-11-23T14:29:57Z", fault: null } },
};
const well: House = { front, database: "well", clockAheadMilliseconds: 40 };
const say = (house: Partial<House>) =>
  troublesOf({ ...well, ...house }, now, zone).map(({ what, still }) => `${what} | ${still}`);

test("nothing is said while all is well, nor where a platform's cache stands in for the front", () => {
  expect(say({})).toEqual([]);
  expect(say({ front: "none" })).toEqual([]);
});

test.each([
  ["a database that is away", { database: "away" }, /does not answer.*no message leaves.*\|.*last confirmed/],
  ["a database that only reads", { database: "read_only" }, /takes no changes.*\|.*look at everything/],
  ["a database that is slow", { database: "slow" }, /is slow.*\|.*Readers notice nothing/],
  [
    "a clock that is ahead",
    { clockAheadMilliseconds: 40 * 60_000 },
    /40 minutes ahead of the database's.*set the clock.*\|.*nothing is told twice/,
  ],
  ["a clock that is behind", { clockAheadMilliseconds: -90_000 }, /behind the database's/],
  ["a front that is silent", { front: "silent" }, /serves readers does not answer.*\|.*is kept/],
  [
    "a page that cannot be confirmed",
    { front: { ...front, confirmed: false } },
    /since 14:29 UTC.*\|.*last words/,
  ],
  ["a full disk", { front: { ...front, disk: "ENOSPC" } }, /ENOSPC.*Make room.*\|.*from memory/],
  [
    "a worker that is silent",
    { front: { ...front, worker: { at: "2026-11-23T14:29:00Z", fault: null } } },
    /silent since 14:29 UTC.*\|.*Publishing works.*none twice/,
  ],
  [
    "a database whose disk is full",
    { front: { ...front, worker: { at: "2026-11-23T14:29:59Z", fault: "could not extend file" } } },
    /disk is full.*\|.*told twice/,
  ],
  [
    "a copy that is not kept",
    { front: { ...front, copies: [{ ...copy, fault: "503 SlowDown", faultSince: "2026-11-23T14:20:00Z" }] } },
    /not kept since 14:20 UTC: 503 SlowDown.*\|.*notice nothing/,
  ],
] as [string, Partial<House>, RegExp][])("%s is said, with what still works", (_, house, words) => {
  expect(say(house).join("\n")).toMatch(words);
});

test("every part has its row, and only what is wrong is not well", () => {
  expect(healthRows(well, zone).every((row) => row.well)).toBe(true);
  const bad = healthRows({ ...well, database: "read_only", front: { ...front, disk: "ENOSPC" } }, zone);
  expect(bad.filter((row) => !row.well).map(({ part }) => part)).toEqual([
    "Disk of the publication",
    "Database",
  ]);
});

test("an installation without a second origin is told what that means", () => {
  const rows = healthRows({ ...well, front: { ...front, copies: [] } }, zone);
  expect(rows.at(-1)?.words).toContain("no page");
});
