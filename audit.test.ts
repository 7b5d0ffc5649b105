import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { getTableName, is } from "drizzle-orm";
import { PgTable } from "drizzle-orm/pg-core";
import { expect, test } from "vitest";
import { unwatched } from "@/db/audit/watched";
import * as schema from "@/db/schema";

/**
 * Every verb that changes anything is in the audit log: what it writes is read from its source and from all that it
 * calls. (That each watched table has its triggers, and what these write, is asked of PostgreSQL: db/audit.)
 */

const tables = new Map<string, string>(
  Object.entries(schema).flatMap(([name, value]) =>
    is(value, PgTable) ? [[name, getTableName(value)]] : [],
  ),
);

const files = ["status", "communications"].flatMap((room) =>
  readdirSync(room, { recursive: true, encoding: "utf8" })
    .map((name) => join(room, name).replaceAll("\\", "/"))
    .filter((name) => name.endsWith(".ts") && !/\.test\.ts$|\/testing\//.test(name)),
);
const sources = new Map(files.map((file) => [file.replace(/\.ts$/, ""), readFileSync(file, "utf8")]));

/** Exported functions that are told who acts. */
const verbs = [...sources].flatMap(([file, source]) =>
  [...source.matchAll(/^export (?:async )?function (\w+)(?:<[^(]*>)?\(\s*ctx: Context\b/gm)].map((found) => ({
    name: found[1]!,
    file,
  })),
);

/** Tables that a source writes, by drizzle or by hand. */
function writtenBy(source: string): string[] {
  const byName = [...source.matchAll(/\.(?:insert|update|delete)\((\w+)\)/g)].map(([, name]) => name!);
  const byHand = [
    ...source.matchAll(/\b(?:insert into|update|delete from) (?:\$\{(\w+)\}|([a-z_]+)\b)/g),
  ].map(([, name, table]) => name ?? table!);
  const known = new Set(tables.values());
  return [...byName, ...byHand].flatMap((name) => tables.get(name) ?? (known.has(name) ? name : []));
}

/** What a file opens inside the two rooms that hold verbs, and the recorder of events. */
function opened(file: string, source: string): string[] {
  return [...source.matchAll(/from "(@\/|\.\.?\/)([^"]+)"/g)]
    .map(([, start, path]) =>
      start === "@/" ? path! : join(file, "..", start!, path!).replaceAll("\\", "/"),
    )
    .filter((path) => sources.has(path));
}

function reach(file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file)) return seen;
  seen.add(file);
  for (const next of opened(file, sources.get(file)!)) reach(next, seen);
  return seen;
}

const writes = (file: string) => [
  ...new Set(
    [...reach(file)].flatMap((one) => [
      ...writtenBy(sources.get(one)!),
      ...(sources.get(one)!.includes("recordEvent(") ? ["events"] : []),
    ]),
  ),
];

/** Verbs that change something which is in no audit log, each with its reason. */
const outside: Record<string, string> = {
  dropDraft: "words that nobody has said yet",
  intoDraft: "words that nobody has said yet",
  notePresence: "who looks at an incident right now",
  readAsSent: "reads; what it opens can write too",
  readDraft: "reads; what it opens can write too",
  saveDraft: "words that nobody has said yet",
  sendSignInLetter: "a letter with a link; the session that it opens is in the log",
};

const changing = verbs.filter(({ file }) => writes(file).length > 0);

test("the walk finds the verbs and what they write", () => {
  expect(verbs.length).toBeGreaterThan(80);
  const writesOf = (name: string) => writes(verbs.find((verb) => verb.name === name)!.file);
  expect(writesOf("postUpdate")).toEqual(
    expect.arrayContaining(["updates", "incidents", "events", "update_words"]),
  );
  expect(writesOf("addPerson")).toEqual(["users"]);
  expect(writesOf("listServices")).toEqual([]);
});

test.each(changing.map(({ name, file }) => [name, file]))(
  "what %s changes is in the audit log (%s)",
  (name, file) => {
    const watched = writes(file).filter((table) => !(table in unwatched));
    if (name in outside) expect(watched).toEqual([]);
    else expect(watched.length).toBeGreaterThan(0);
  },
);

test("whatever is left out is a table or a verb that exists", () => {
  expect(Object.keys(unwatched).filter((table) => ![...tables.values()].includes(table))).toEqual([]);
  expect(Object.keys(outside).filter((name) => !verbs.some((verb) => verb.name === name))).toEqual([]);
});
