import { expect, test } from "vitest";
import type { Db } from "@/db/client";
import { countByState } from "./count-by-state";

/** A database that counts one more at each question. */
function counting(first: number) {
  let n = first;
  const rows = async () => [{ state: "confirmed", n: n++ }];
  return { select: () => ({ from: () => ({ where: () => ({ groupBy: rows }) }) }) } as unknown as Db;
}
const at = (seconds: number) => new Date(Date.parse("2026-11-23T12:00:00Z") + seconds * 1_000);
const counted = async (db: Db, seconds: number) =>
  (await countByState({ db, now: at(seconds) }, "public", undefined)).confirmed;

test("of many the count holds for a minute; a shorter list is counted each time", async () => {
  const many = counting(60_000);
  expect([await counted(many, 0), await counted(many, 59), await counted(many, 60)]).toEqual([
    60_000, 60_000, 60_001,
  ]);
  const few = counting(10);
  expect([await counted(few, 0), await counted(few, 1)]).toEqual([10, 11]);
});

test("what was counted while the clock was ahead is counted anew once it is right again", async () => {
  const many = counting(60_000);
  expect([await counted(many, 2_400), await counted(many, 0)]).toEqual([60_000, 60_001]);
});
