import { sql } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import { makeSubscriber } from "./factories";
import { reseal } from "./reseal";
import { sealsLater } from "./seals-later";
import { testDatabase } from "./testing/test-database";

const { db } = await testDatabase();
beforeEach(() => db.execute(sql`delete from subscribers`));

/** As a version before sealing kept it. */
async function keepInTheClear(): Promise<void> {
  const { id } = await makeSubscriber(db, { channel: "webhook", address: "https://machine.example/hook" });
  await db.execute(sql`update subscribers set address = 'https://machine.example/hook' where id = ${id}`);
}

test("what a version before sealing wrote is left to it, until somebody seals", async () => {
  await keepInTheClear();
  expect(await sealsLater(db)).toBe(true);
  await reseal(db);
  expect(await sealsLater(db)).toBe(false);
});

test("what was written in the clear after that is sealed at the next start", async () => {
  await makeSubscriber(db, { channel: "slack", address: "https://hooks.slack.com/services/T0/B0/s" });
  await keepInTheClear();
  expect(await sealsLater(db)).toBe(false);
});

test("a database without secrets seals from the first one on", async () => {
  await makeSubscriber(db, { address: "reader@example.com" });
  expect(await sealsLater(db)).toBe(false);
});
