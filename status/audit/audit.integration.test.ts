import { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { parse } from "csv-parse/sync";
import { beforeAll, describe, expect, test } from "vitest";
import type { Context } from "@/db/context";
import { ensurePublicAudience, makeUser } from "@/db/factories";
import { testDatabase } from "@/db/testing/test-database";
import { addPerson } from "@/status/people/add-person";
import { changePerson } from "@/status/people/change-person";
import { exportAudit } from "./export-audit";
import { AuditFilter, readAudit } from "./read-audit";
import { withWho } from "./with-who";

const { db } = await testDatabase();
const nothing = AuditFilter.parse({});
const by = (id: string, name: string): Context => ({
  db: withWho(db, { kind: "user", id, name, role: "owner", address: "192.0.2.7", door: "/desk/settings" }),
  actor: { kind: "user", id, role: "owner", name },
  now: new Date(),
});
let [ines, ada] = [] as unknown as [Context, Context];
const read = (filter: Partial<AuditFilter> = {}, before: number | null = null, limit = 50) =>
  readAudit(ines, { ...nothing, ...filter }, { before, limit, timeZone: "UTC" });

beforeAll(async () => {
  await ensurePublicAudience(db);
  ines = by((await makeUser(db, { name: "Ines", role: "owner" })).id, "Ines");
  ada = by((await makeUser(db, { name: "=Ada" })).id, "=Ada");
  const { id } = await addPerson(ines, { name: "Ben", email: "ben@example.com", role: "viewer" });
  await changePerson(ada, { id, role: "liaison" });
});

describe("the audit log at the desk", () => {
  test("the newest comes first, with who, from where, before and after", async () => {
    const [newest] = await read();
    expect(newest).toMatchObject({
      who: { kind: "user", name: "=Ada", address: "192.0.2.7", door: "/desk/settings" },
      what: ["users:update"],
    });
    expect(newest!.changes[0]!.changes[0]).toMatchObject({
      before: { role: "viewer" },
      after: { role: "liaison" },
    });
  });

  test("by person, by kind of actor, by words and by days", async () => {
    const id = ines.actor.kind === "user" ? ines.actor.id : "";
    expect((await read({ person: id })).map(({ who }) => who.name)).toEqual(["Ines"]);
    expect((await read({ person: "system" })).every(({ who }) => who.kind === "system")).toBe(true);
    expect(await read({ what: "users update" })).toHaveLength(1);
    expect(await read({ what: "%" })).toEqual([]);
    const day = new Date().toISOString().slice(0, 10);
    expect((await read({ from: day, until: day })).length).toBeGreaterThan(3);
    expect(await read({ until: "2020-01-01" })).toEqual([]);
  });

  test("page by page nothing is twice and nothing is missing", async () => {
    const all = (await read()).map(({ id }) => id);
    const pages: number[] = [];
    for (let before: number | null = null; ; ) {
      const part = await read({}, before, 2);
      pages.push(...part.map(({ id }) => id));
      if (part.length < 2) break;
      before = part.at(-1)!.id;
    }
    expect(pages).toEqual(all);
  });

  test("as a file: CSV that no spreadsheet runs, or a line of JSON each", async () => {
    const all = (format: "csv" | "jsonl") =>
      text(Readable.from(exportAudit(ines, nothing, { format, timeZone: "UTC" })));
    const rows = parse(await all("csv"), { columns: true }) as Record<string, string>[];
    expect(rows).toHaveLength((await read()).length);
    expect(rows[0]).toMatchObject({ person: "'=Ada", address: "192.0.2.7", what: "users:update" });
    const lines = (await all("jsonl"))
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(lines.map(({ id }) => id)).toEqual((await read()).map(({ id }) => id));
  });

  test("nonsense in the address is left aside", () => {
    expect(AuditFilter.parse({ from: "yesterday", person: "x".repeat(99), what: undefined })).toEqual(
      nothing,
    );
  });

  test.each(["liaison", "viewer"] as const)("a %s may not read it", async (role) => {
    const ctx = { ...ines, actor: { ...ines.actor, role } } as Context;
    const page = { before: null, limit: 1, timeZone: "UTC" };
    await expect(readAudit(ctx, nothing, page)).rejects.toMatchObject({ code: "not_allowed" });
    expect(() => exportAudit(ctx, nothing, { format: "csv", timeZone: "UTC" })).toThrow("Ask an owner");
  });
});
