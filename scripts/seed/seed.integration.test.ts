import { eq, isNull, ne, sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import type { Db } from "@/db/client";
import {
  audiences,
  deliveries,
  events,
  incidents,
  playRuns,
  services,
  subscribers,
  updates,
  users,
} from "@/db/schema";
import { rollback, testDatabase } from "@/db/testing/test-database";
import { verifyPassword } from "@/lib/password";
import { playsInUse } from "@/status/plays/read-plays";
import { readStatus } from "@/status/public/read-status";
import { audiencePresets } from "./audience-presets";
import { seed } from "./seed";

const { db } = await testDatabase();
const now = new Date("2026-11-24T00:12:07.000Z");
const first = { adminEmail: "Me@Example.com", adminPassword: "correct horse battery" };
const plant = (tx: Db, demo: boolean) => seed({ db: tx, now }, { demo, ...first });
const count = (tx: Db, table: typeof services | typeof updates | typeof deliveries | typeof audiences) =>
  tx.$count(table as typeof services);

describe("without a story", () => {
  test("one owner who can sign in, an empty page that says so, nothing invented", () =>
    rollback(db, async (tx) => {
      expect(await plant(tx, false)).toEqual({ seeded: true });
      const [owner, ...others] = await tx.select().from(users);
      expect(others).toEqual([]);
      expect(owner).toMatchObject({ email: "me@example.com", role: "owner" });
      expect(await verifyPassword(first.adminPassword, owner!.passwordHash!)).toBe(true);
      expect(await count(tx, services)).toBe(0);
      expect(await count(tx, updates)).toBe(0);
    }));

  test("five private audiences stand ready, and nobody belongs to them", () =>
    rollback(db, async (tx) => {
      await plant(tx, false);
      const rows = await tx.select().from(audiences).where(eq(audiences.kind, "private"));
      expect(rows.map(({ slug }) => slug).sort()).toEqual([
        ...["customers", "executives", "legal", "sales", "support"],
      ]);
      expect(
        rows
          .filter(({ mayExpectResolution }) => mayExpectResolution)
          .map(({ slug }) => slug)
          .sort(),
      ).toEqual(["executives", "legal"]);
      expect(await tx.$count(subscribers)).toBe(0);
    }));
});

describe("the story", () => {
  test("one play stands ready for a SEV1, and ran for nothing that is told", () =>
    rollback(db, async (tx) => {
      await plant(tx, true);
      const { plays } = await playsInUse(tx);
      expect(plays).toMatchObject([
        { severity: "SEV1", summon: [{ role: "customer_liaison" }, { role: "deputy" }], promiseMinutes: 10 },
      ]);
      expect(await tx.$count(playRuns)).toBe(0);
    }));

  test("one incident under way in words and marks, seven past ones, planned work ahead", () =>
    rollback(db, async (tx) => {
      await plant(tx, true);
      const status = (await readStatus(tx, "public", now))!;
      expect(status.overall).toBe("partial_outage");
      expect(status.services).toHaveLength(20);
      expect(status.openIncidents).toHaveLength(1);
      expect(status.openIncidents[0]!.nextUpdateBy!.getTime()).toBeGreaterThan(now.getTime());
      expect(status.pastIncidents).toHaveLength(7);
      expect(status.maintenances.map(({ status }) => status)).toEqual(["scheduled", "scheduled"]);
      const hurt = status.services.filter(({ state }) => state !== "operational").map(({ name }) => name);
      expect(hurt.sort()).toEqual(["Card payments", "Checkout"]);
    }));

  test("nobody is told of it, and nothing of it lies ahead", () =>
    rollback(db, async (tx) => {
      await plant(tx, true);
      expect(await count(tx, deliveries)).toBe(0);
      expect(await tx.$count(events, isNull(events.toldAt))).toBe(0);
      expect(await tx.$count(updates, sql`posted_at > ${now.toISOString()}::timestamptz`)).toBe(0);
      expect(await tx.$count(incidents, sql`status <> 'resolved'`)).toBe(1);
    }));

  test("where letters stay on this machine, the open incident tells its subscribers and nothing else does", () =>
    rollback(db, async (tx) => {
      await seed({ db: tx, now }, { demo: true, storyTells: true, ...first });
      const untold = await tx.select({ of: events.incidentId }).from(events).where(isNull(events.toldAt));
      const open = await tx
        .select({ id: incidents.id })
        .from(incidents)
        .where(ne(incidents.status, "resolved"));
      expect(new Set(untold.map((event) => event.of))).toEqual(new Set(open.map(({ id }) => id)));
      expect(untold.length).toBeGreaterThanOrEqual(3);
    }));

  test.each([0, 6, 12, 18, 23])("it can be told at any hour (%i:59)", (hour) =>
    rollback(db, async (tx) => {
      const then = new Date(now);
      then.setUTCHours(hour, 59);
      await seed({ db: tx, now: then }, { demo: true, ...first });
      expect((await readStatus(tx, "public", then))!.pastIncidents).toHaveLength(7);
    }),
  );
});

test("a database that has an account is left as it is", () =>
  rollback(db, async (tx) => {
    await plant(tx, false);
    expect(await plant(tx, true)).toEqual({ seeded: false });
    expect(await count(tx, services)).toBe(0);
  }));

test("two machines that start at once seed once", async () => {
  const done = await Promise.all([plant(db, false), plant(db, false)]);
  expect(done.map(({ seeded }) => seeded).sort()).toEqual([false, true]);
  expect(await count(db, audiences)).toBe(1 + audiencePresets.length);
});
