import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Message } from "@/communications/channels/channel";
import { prepareQueue } from "@/communications/queue";
import { plainChannel } from "@/communications/testing/plain-channel";
import { tick } from "@/communications/tick";
import { drain } from "@/communications/work";
import { verifyChain } from "@/db/audit/verify-chain";
import { dump } from "@/db/backup/dump";
import { leftOut } from "@/db/backup/left-out";
import { readBackup } from "@/db/backup/read-backup";
import { type Database, type Db, openDatabase } from "@/db/client";
import { makeSubscriber } from "@/db/factories";
import { migrate, migrateTo } from "@/db/migrate";
import {
  deliveries,
  events,
  fanOuts,
  maintenances,
  restores,
  sessions,
  subscribers,
  users,
} from "@/db/schema";
import { testDatabase } from "@/db/testing/test-database";
import { openIncident } from "@/status/incidents/open-incident";
import { seed } from "../seed/seed";
import { restore } from "./restore";

process.env.SECRET ??= "a secret for tests only";
process.env.UNDO_SECONDS = "0";

const began = new Date("2026-11-24T09:00:00.000Z");
const later = (minutes: number) => new Date(began.getTime() + minutes * 60_000);
const folder = mkdtempSync(join(tmpdir(), "drawbridge-backup-"));
const file = join(folder, "monday.backup");
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const hook = "https://hooks.slack.com/services/T0/B0/s3cret";
const source = await testDatabase();
let incidentId: string;

/** A believable page with 40 people, one incident of which half was told, and one that nobody was told of. */
beforeAll(async () => {
  const { db, url } = source;
  await prepareQueue(url);
  await seed(
    { db, now: began },
    { demo: true, adminEmail: "ines@example.com", adminPassword: "correct horse battery" },
  );
  await db.delete(subscribers);
  for (let n = 0; n < 40; n++) await makeSubscriber(db, { address: `reader${n}@example.com` });
  await makeSubscriber(db, { channel: "slack", address: hook });
  const open = (title: string, minutes: number) =>
    openIncident(
      { db, now: later(minutes), actor: { kind: "user", id: owner!.id, role: "owner", name: "Ines" } },
      {
        ...{
          title,
          status: "investigating",
          severity: "SEV2",
          impact: "major",
          words: "Cards are declined.",
        },
        ...{ services: [], nextUpdateBy: later(minutes + 20), tell: true },
      },
    );
  const [owner] = await db.select().from(users);
  ({ incidentId } = await open("Card payments fail", 1));
  await tick({ db, now: later(2) }, null, null);
  await db.execute(sql`update deliveries set state = 'sent', address = 'sent@example.com', sending_at = now(), settled_at = now()
    where ctid in (select ctid from deliveries where state = 'planned' and channel = 'email' order by recipient_id limit 20)`);
  await db.execute(sql`update deliveries set state = 'held', held_until = ${later(90).toISOString()}::timestamptz, held_why = 'quiet_hours'
    where ctid in (select ctid from deliveries where state = 'planned' and channel = 'email' order by recipient_id limit 5)`);
  await db.execute(sql`update fan_outs f set held = c.held, sent = c.sent from (select update_id, channel,
    (count(*) filter (where state = 'held'))::int held, (count(*) filter (where state = 'sent'))::int sent from deliveries group by 1, 2) c
    where f.update_id = c.update_id and f.channel = c.channel`);
  await open("Search is slow", 3);
  await db.insert(sessions).values({
    ...{
      userId: owner!.id,
      way: "password",
      state: "open",
      since: began,
      lastSeenAt: began,
      expiresAt: later(480),
    },
  });
  await dump(url, file, null);
});

const content = async (db: Db, table: string) =>
  (
    await db.execute<{ all: string }>(
      sql`select coalesce(string_agg(r, E'\n' order by r), '') as all from (select ${sql.identifier(table)}::text as r from ${sql.identifier(table)}) rows`,
    )
  ).rows[0]!.all;

const tables = async (db: Db) =>
  (
    await db.execute<{ name: string }>(
      sql`select table_name as name from information_schema.tables where table_schema = 'public' order by 1`,
    )
  ).rows.map(({ name }) => name);

/** The same server's empty database, restored into at a later moment. */
async function restored(
  at: Date,
): Promise<Database & { url: string; answer: Awaited<ReturnType<typeof restore>> }> {
  const { url, close } = await testDatabase({ empty: true });
  await close();
  const answer = await restore({ url, file, force: false, now: at });
  const database = await openDatabase(url);
  afterAll(() => database.close().catch(() => undefined));
  return { ...database, url, answer };
}

describe("a backup that is restored", () => {
  test("has every row of every table as it was, but for what was waiting", async () => {
    const { db, answer } = await restored(later(10));
    const moved = ["audiences", "audit_log", "deliveries", "events", "fan_outs", "restores", "rule_firings"];
    const compared = (await tables(source.db)).filter(
      (table) => !(table in leftOut) && !moved.includes(table),
    );
    expect(compared.length).toBeGreaterThan(30);
    for (const table of compared)
      expect(await content(db, table), table).toBe(await content(source.db, table));
    expect(answer.rows).toBeGreaterThan(500);
    const count = (one: Db) => one.$count(deliveries);
    expect(await count(db)).toBe(await count(source.db));
    expect((await db.select().from(subscribers).where(eq(subscribers.channel, "slack")))[0]!.address).toBe(
      hook,
    );
  });

  test("tells nobody twice: what had not left asks a person, what nobody was told of stays untold, and it says so", async () => {
    const { db, answer } = await restored(later(10));
    expect(answer).toMatchObject({ parked: 21, untold: 1 });
    expect(await db.select().from(restores)).toMatchObject([{ parked: 21, untold: 1 }]);
    const { taken, transport } = plainChannel();
    const transports = { email: transport, slack: transport } as never;
    for (const minute of [10, 20, 100, 24 * 60]) {
      const { faults } = await tick({ db, now: later(minute) }, null, null);
      expect(faults).toEqual([]);
      await drain({ db, transports, clock: () => later(minute) }, { until: later(minute + 5), early: true });
    }
    // The house itself is warned of promises that lapsed: whoever restored must look at them.
    const house = (message: Message) => /^ines@example\.com$|@larkfield\.example$/.test(message.to);
    expect(taken.filter((message) => !house(message)).map(({ to }) => to)).toEqual([]);
    const rows = await db
      .select({ state: deliveries.state, address: deliveries.address, failure: deliveries.failure })
      .from(deliveries)
      .where(eq(deliveries.state, "unknown"));
    expect(rows).toHaveLength(21);
    expect(rows.map(({ address }) => address)).toContain(hook);
    expect(rows[0]!.failure).toMatch(/^Restored from a backup of 20/);
    const [told] = await db.select().from(fanOuts).where(eq(fanOuts.channel, "email"));
    expect(told).toMatchObject({ planned: 40, sent: 20, unknown: 20, held: 0, complete: true });
    expect(told!.finishedAt).not.toBeNull();
    expect(await db.$count(events, sql`told_at is null`)).toBe(0);
  });

  test("lets a person send again what did not arrive, and that arrives once", async () => {
    const { db } = await restored(later(10));
    const [owner] = await db.select().from(users);
    const [row] = await db.select().from(deliveries).where(eq(deliveries.state, "unknown")).limit(1);
    const { decideUnknown } = await import("@/communications/deliveries/decide-unknown");
    const ctx = {
      db,
      now: later(11),
      actor: { kind: "user", id: owner!.id, role: "owner", name: "Ines" },
    } as const;
    const { updateId, channel, recipientId } = row!;
    await decideUnknown(ctx, {
      updateId,
      channel,
      recipientIds: [recipientId],
      decision: "again",
      reason: "asked them",
    });
    const { taken, transport } = plainChannel();
    await drain(
      { db, transports: { [channel]: transport } as never, clock: () => later(12) },
      { until: later(13), early: true },
    );
    expect(taken).toHaveLength(1);
  });

  test("moves readers' pages forward, ends every session, and keeps the audit log whole", async () => {
    const { db, pool } = await restored(later(10));
    const version = async (one: Db) =>
      (await one.execute<{ v: string }>(sql`select public_version v from audiences where slug = 'public'`))
        .rows[0]!.v;
    expect(Number(await version(db))).toBeGreaterThan(Number(await version(source.db)) + 900_000);
    expect(await db.$count(sessions)).toBe(0);
    const { head } = await readBackup(file);
    expect(await verifyChain(pool, head.auditHead!)).toMatchObject({ whole: true });
    const after = await openIncident(
      {
        db,
        now: later(12),
        actor: { kind: "user", id: (await db.select().from(users))[0]!.id, role: "owner", name: "I" },
      },
      {
        title: "New",
        status: "investigating",
        severity: "SEV3",
        impact: "minor",
        words: "Some pages are slow.",
        services: [],
        nextUpdateBy: later(30),
        tell: false,
      },
    );
    expect(after.incidentId).not.toBe(incidentId);
  });

  test("planned work that the clock moved meanwhile is where it should be, and nobody hears of it again", async () => {
    const { db } = await restored(later(60 * 24 * 30));
    const [{ n } = { n: 0 }] = (
      await db.execute<{ n: number }>(
        sql`select count(*)::int n from maintenances where status in ('scheduled', 'in_progress')`,
      )
    ).rows;
    expect(n).toBe(0);
    expect(await source.db.$count(maintenances, sql`status in ('scheduled', 'in_progress')`)).toBeGreaterThan(
      0,
    );
    expect(await db.$count(events, sql`told_at is null`)).toBe(0);
  });
});

describe("a restore", () => {
  test("overwrites nothing without being told to, and saves what it overwrites", async () => {
    const { url, close } = await restored(later(10));
    await close();
    await expect(restore({ url, file, force: false, now: later(11) })).rejects.toThrow(
      "not empty. With --force",
    );
    const { saved } = await restore({ url, file, force: true, now: later(12) });
    expect((await readBackup(saved!)).foot.rows.users).toBeGreaterThan(0);
    expect(readdirSync(folder)).toContain(saved!.slice(folder.length + 1));
  });

  test("does not begin while somebody is on the database", async () => {
    await expect(restore({ url: source.url, file, force: true, now: later(10) })).rejects.toThrow(
      /is running on this database \((127\.0\.0\.1|::1)\)\. Stop it first/,
    );
  });

  test.each<[string, (bytes: Buffer) => Buffer, RegExp]>([
    ["is cut off", (bytes) => bytes.subarray(0, bytes.length - 500), /cannot be used/],
    [
      "has a changed byte",
      (bytes) =>
        Buffer.concat([bytes.subarray(0, 4000), Buffer.from([bytes[4000]! ^ 1]), bytes.subarray(4001)]),
      /cannot be used/,
    ],
    ["is none", () => Buffer.from("hello"), /cannot be used/],
  ])("of a file that %s changes nothing", async (_, damage, words) => {
    const bad = join(folder, "bad.backup");
    writeFileSync(bad, damage(readFileSync(file)));
    const { url, db } = await testDatabase();
    await expect(restore({ url, file: bad, force: true, now: later(10) })).rejects.toThrow(words);
    expect(await db.$count(users)).toBe(0);
    expect(await tables(db)).toContain("users");
  });

  test("that broke off is begun anew, and nothing starts on what it left", async () => {
    const { url, db, close } = await testDatabase();
    await db.execute(sql`create table restore_under_way ()`);
    await close();
    await expect(migrate(url)).rejects.toThrow("A restore was broken off");
    await restore({ url, file, force: false, now: later(10) });
    await migrate(url);
  });

  test("brings what an older version saved to the newest schema", async () => {
    const { head } = await readBackup(file);
    const old = await testDatabase({ empty: true });
    await old.close();
    await migrateTo(old.url, head.migrations - 1);
    const before = join(folder, "older.backup");
    await dump(old.url, before, null);
    expect((await readBackup(before)).head.migrations).toBe(head.migrations - 1);
    const { url, close } = await testDatabase({ empty: true });
    await close();
    await restore({ url, file: before, force: false, now: later(10) });
    const database = await openDatabase(url);
    expect(await tables(database.db)).toEqual(await tables(source.db));
    await database.close();
  });

  test("of a newer version's file is refused", async () => {
    const { url, db, close } = await testDatabase();
    await db.execute(sql`insert into drizzle.__drizzle_migrations (hash, created_at) values ('x', 1)`);
    await expect(dump(url, join(folder, "newer.backup"), null)).rejects.toThrow("newer version");
    expect(readdirSync(folder).filter((name) => name.includes("newer"))).toEqual([]);
    await close();
  });
});

describe("the file", () => {
  test("is its owner's alone, compressed, and holds no URL in the clear and no secret of the outbox", async () => {
    if (process.platform !== "win32") expect(statSync(file).mode & 0o777).toBe(0o600);
    const text = gunzipSync(readFileSync(file)).toString();
    expect(text.length).toBeGreaterThan(2 * statSync(file).size);
    expect(text).toContain("reader7@example.com");
    expect(text).not.toContain("s3cret");
    for (const table of Object.keys(leftOut)) expect(text).not.toContain(`{"table":"${table}"`);
  });
});
