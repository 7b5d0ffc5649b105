import { sql } from "drizzle-orm";
import { afterEach, beforeAll, expect, test } from "vitest";
import { holdKeys, keyRing, newKey, ringOf, sealedPrefix } from "@/lib/secret-box";
import { ensurePublicAudience, makeSubscriber } from "./factories";
import { reseal } from "./reseal";
import { subscribers } from "./schema/subscribers";
import { sealedColumns } from "./sealed-columns";
import { testDatabase } from "./testing/test-database";

const database = await testDatabase();
const { db } = database;
const url = (n: number) => `https://hooks.slack.com/services/T0/B${n}/s3cret`;
const stored = async () =>
  (await db.execute<{ address: string }>(sql`select address from subscribers order by id`)).rows.map(
    ({ address }) => address,
  );
const read = async () =>
  (await db.select().from(subscribers).orderBy(subscribers.id)).map(({ address }) => address);

const before = keyRing();
beforeAll(() => ensurePublicAudience(db));
afterEach(async () => {
  holdKeys(before);
  await db.execute(sql`delete from subscribers`);
});

/** As an older version kept it. */
async function keepInTheClear(address: string): Promise<void> {
  const { id } = await makeSubscriber(db, { channel: "slack", address });
  await db.execute(sql`update subscribers set address = ${address} where id = ${id}`);
}

test("a chat's URL is sealed as it is stored, found by what it is, and never there twice", async () => {
  await makeSubscriber(db, { channel: "slack", address: url(1) });
  expect((await stored())[0]).not.toContain("s3cret");
  expect(await read()).toEqual([url(1)]);
  await expect(makeSubscriber(db, { channel: "slack", address: url(1) })).rejects.toThrow();
});

test("rows from before there was a key are sealed, more than a portion of them, once; mail addresses stay", async () => {
  for (let n = 0; n < 3; n++) await keepInTheClear(url(n));
  await makeSubscriber(db, { address: "reader@example.com" });
  const had = await read();
  expect(await reseal(db)).toEqual({ sealed: 3, doubled: 0, missing: [] });
  expect((await stored()).filter((address) => address.startsWith("http"))).toEqual([]);
  expect(await stored()).toContain("reader@example.com");
  expect(await read()).toEqual(had);
  expect(await reseal(db)).toEqual({ sealed: 0, doubled: 0, missing: [] });
});

test("a browser's subscription is sealed too; one from before is read as it is, and sealed at the next start", async () => {
  const browser = (n: number) =>
    JSON.stringify({ endpoint: `https://push.example/s3cret${n}`, keys: { p256dh: "p", auth: "a" } });
  await makeSubscriber(db, { channel: "push", address: browser(1) });
  expect((await stored())[0]).toMatch(/^sealed1\..*#push\.example#push$/);
  await expect(makeSubscriber(db, { channel: "push", address: browser(1) })).rejects.toThrow();
  const old = await makeSubscriber(db, { channel: "push", address: browser(2) });
  await db.execute(sql`update subscribers set address = ${browser(2)} where id = ${old.id}`);
  expect((await read()).toSorted()).toEqual([browser(1), browser(2)]);
  expect(await reseal(db)).toEqual({ sealed: 1, doubled: 0, missing: [] });
  expect((await stored()).join()).not.toContain("s3cret");
  expect((await read()).toSorted()).toEqual([browser(1), browser(2)]);
});

test("after a rotation everything is sealed with the new key, and the old one is not needed any more", async () => {
  const [old, young] = [newKey(), newKey()];
  holdKeys(ringOf(old));
  await makeSubscriber(db, { channel: "teams", address: url(1) });
  holdKeys(ringOf(young, [old]));
  expect(await read()).toEqual([url(1)]);
  expect((await reseal(db)).sealed).toBe(1);
  holdKeys(ringOf(young));
  expect((await stored())[0]!.startsWith(sealedPrefix())).toBe(true);
  expect(await read()).toEqual([url(1)]);
});

test("a lost key is named, what it sealed stays, and everybody else is read", async () => {
  holdKeys(ringOf(newKey()));
  await makeSubscriber(db, { channel: "slack", address: url(1) });
  const [sealed] = await stored();
  holdKeys(before);
  await makeSubscriber(db, { address: "reader@example.com" });
  const { missing } = await reseal(db);
  expect(missing).toEqual([sealed!.split(".")[1]]);
  expect(await stored()).toContain(sealed);
  expect((await read()).toSorted()).toEqual([
    `https://unreadable.invalid/${missing[0]}`,
    "reader@example.com",
  ]);
});

test("a row in the clear whose like is sealed already stays, and the others are sealed", async () => {
  await makeSubscriber(db, { channel: "slack", address: url(1) });
  const other = await makeSubscriber(db, { channel: "slack", address: url(3) });
  await db.execute(sql`update subscribers set address = ${url(1)} where id = ${other.id}`);
  await keepInTheClear(url(2));
  expect(await reseal(db)).toEqual({ sealed: 1, doubled: 1, missing: [] });
});

test("every column of the schema that keeps such an address is in the list", async () => {
  const { rows } = await db.execute<{ table_name: string }>(
    sql`select table_name from information_schema.columns
      where column_name = 'address' and table_schema = 'public' order by 1`,
  );
  const listed = sealedColumns.filter(({ column }) => column === "address").map(({ table }) => table);
  expect(listed.toSorted()).toEqual(rows.map((row) => row.table_name));
});
