import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

/**
 * While machines are deployed one after the other, the version before runs on a database that is migrated already. So
 * from one snapshot of the schema to the next nothing goes that it reads or writes, and nothing is asked of its rows
 * that it does not know.
 */

type Column = {
  name: string;
  type: string;
  notNull: boolean;
  default?: unknown;
  generated?: unknown;
  identity?: unknown;
};
type Table = { name: string; columns: Record<string, Column> };
type Snapshot = { tables: Record<string, Table>; enums: Record<string, { values: string[] }> };

const folder = new URL("./migrations/meta/", import.meta.url).pathname;
const snapshots = readdirSync(folder)
  .filter((name) => /^\d+_snapshot\.json$/.test(name))
  .toSorted()
  .map((name) => ({ name, ...(JSON.parse(readFileSync(join(folder, name), "utf8")) as Snapshot) }));

/** Before this one nothing was deployed on more machines than one. */
const first = 12;
const steps = snapshots.slice(first, -1).map((before, index) => {
  const after = snapshots[first + index + 1]!;
  return { name: after.name, before, after };
});

/** What the version before could not live with, in words. */
function breaks(before: Snapshot, after: Snapshot): string[] {
  return Object.entries(before.tables).flatMap(([key, table]) => {
    const now = after.tables[key];
    if (!now) return [`${table.name} is gone`];
    const changed = Object.entries(table.columns).flatMap(([column, was]) => {
      const is = now.columns[column];
      if (!is) return [`${table.name}.${column} is gone`];
      if (is.type !== was.type) return [`${table.name}.${column} was ${was.type}, is ${is.type}`];
      if (is.notNull && !was.notNull && !isFilled(is))
        return [`${table.name}.${column} may not be empty any more`];
      return [];
    });
    const added = Object.values(now.columns).flatMap((is) =>
      !table.columns[is.name] && is.notNull && !isFilled(is)
        ? [`${table.name}.${is.name} is new, and required`]
        : [],
    );
    return [...changed, ...added];
  });
}

const isFilled = (column: Column) =>
  column.default !== undefined || column.generated !== undefined || column.identity !== undefined;

test.each(steps)("the version before still runs on $name", ({ before, after }) => {
  expect(breaks(before, after)).toEqual([]);
});

test("what would break it is found", () => {
  const column = (name: string, more: Partial<Column> = {}): Column => ({
    name,
    type: "text",
    notNull: false,
    ...more,
  });
  const table = (...columns: Column[]): Snapshot => ({
    enums: {},
    tables: { t: { name: "t", columns: Object.fromEntries(columns.map((one) => [one.name, one])) } },
  });
  const before = table(column("a"), column("b"));
  expect(breaks(before, { enums: {}, tables: {} })).toEqual(["t is gone"]);
  expect(breaks(before, table(column("a")))).toEqual(["t.b is gone"]);
  expect(breaks(before, table(column("a"), column("b", { type: "integer" })))).toEqual([
    "t.b was text, is integer",
  ]);
  expect(breaks(before, table(column("a"), column("b", { notNull: true })))).toHaveLength(1);
  expect(breaks(before, table(column("a"), column("b"), column("c", { notNull: true })))).toHaveLength(1);
  const fine = table(column("a"), column("b"), column("c", { notNull: true, default: "''" }), column("d"));
  expect(breaks(before, fine)).toEqual([]);
});
