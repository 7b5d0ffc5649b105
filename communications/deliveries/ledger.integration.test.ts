import { and, eq, sql } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import {
  addSubscriber,
  minutesLater,
  noon,
  openOnCheckout,
  say,
  stage,
} from "@/communications/testing/stage";
import { makeAudience } from "@/db/factories";
import { deliveries, fanOuts } from "@/db/schema/deliveries";
import { subscribers } from "@/db/schema/subscribers";
import { newId } from "@/lib/ids";
import { ledgerCsv } from "./ledger-csv";
import { readDeliveries } from "./read-deliveries";
import { readHeld, readMerged } from "./read-held";
import { countToldUpdates, readToldUpdate, readToldUpdates } from "./read-told-updates";

const scene = stage();
const people = 10_000;
let updateId = "";

/** A telling of ten thousand, in every state, and a second channel with three. */
beforeAll(async () => {
  ({ updateId } = await openOnCheckout(scene));
  const key = { updateId, audienceId: scene.audienceId };
  await scene.db.execute(sql`
    insert into subscribers (id, person_id, audience_id, channel, address, state, scope, detail, confirmed_at, created_at, updated_at)
    select id, id, ${scene.audienceId}, 'email', 'reader' || n || '@many.example', 'confirmed', 'all_services',
      'every_update', at, at, at
    from (select n, lpad(n::text, 12, 'a') as id, ${noon.toISOString()}::timestamptz as at from generate_series(1, ${people}) n) counted`);
  await scene.db.execute(sql`
    insert into ${deliveries} (update_id, audience_id, channel, recipient_id, reason, batch, planned_at, state, address,
      held_until, held_why, sending_at)
    select ${updateId}, ${scene.audienceId}, 'email', s.id, 'you chose all services', n / 100, ${noon.toISOString()}::timestamptz,
      case when n <= 3 then 'failed' when n <= 10 then 'held' when n <= 1000 then 'planned' else 'sent' end,
      case when n <= 3 or n > 1000 then s.address end,
      case when n > 3 and n <= 10 then ${minutesLater(60).toISOString()}::timestamptz end,
      case when n > 3 and n <= 10 then 'storm_guard' end,
      case when n <= 3 or n > 1000 then ${noon.toISOString()}::timestamptz end
    from (select id, address, substr(address, 7, position('@' in address) - 7)::int as n from subscribers
      where address like '%@many.example') s`);
  await scene.db.insert(fanOuts).values([
    {
      ...key,
      channel: "email",
      subject: "s",
      planned: people,
      failed: 3,
      held: 7,
      sent: 9000,
      plannedAt: noon,
    },
    {
      ...key,
      channel: "webhook",
      subject: "s",
      planned: 3,
      delivered: 2,
      unknown: 1,
      plannedAt: noon,
      finishedAt: noon,
    },
  ]);
  for (const state of ["delivered", "delivered", "unknown"] as const) {
    const address = "https://hooks.reader.example/x";
    await scene.db.insert(deliveries).values({
      ...{ ...key, channel: "webhook", recipientId: newId(), batch: 0, reason: "you chose Checkout" },
      ...{ state, address, plannedAt: noon, sendingAt: noon, settledAt: noon },
    });
  }
});

describe("the counts", () => {
  test("each channel for itself and all together, and finished only when each is", async () => {
    const told = await readToldUpdate(scene.db, updateId);
    expect(told).toMatchObject({
      planned: people + 3,
      waiting: 990,
      failed: 3,
      held: 7,
      unknown: 1,
      delivered: 2,
    });
    expect(told?.finishedAt).toBeNull();
    expect(told?.channels).toMatchObject([
      { channel: "email", waiting: 990, sent: 9000 },
      { channel: "webhook", waiting: 0, delivered: 2, unknown: 1 },
    ]);
  });

  test("the list has one line an update, whatever its channels, newest first", async () => {
    const { updateId: newer } = await openOnCheckout(scene, {}, minutesLater(5));
    const newest = { updateId: newer, audienceId: scene.audienceId, subject: "s", planned: 0 };
    await scene.db.insert(fanOuts).values({ ...newest, channel: "email", plannedAt: minutesLater(5) });
    const list = await readToldUpdates(scene.db, { limit: 10 });
    expect(list.map((one) => one.updateId)).toEqual([newer, updateId]);
    expect((await readToldUpdates(scene.db, { limit: 1, offset: 1 }))[0]?.updateId).toBe(updateId);
    expect(await countToldUpdates(scene.db)).toBe(2);
    expect(await readToldUpdate(scene.db, "aaaaaaaaaaaa")).toBeNull();
  });
});

describe("the rows", () => {
  test("by state and channel, with how many there are, page by page", async () => {
    const read = (query: Parameters<typeof readDeliveries>[2]) => readDeliveries(scene.db, updateId, query);
    expect((await read({})).total).toBe(people + 3);
    expect(await read({ state: "failed" })).toMatchObject({ total: 3, rows: [{}, {}, {}] });
    expect((await read({ state: "waiting" })).total).toBe(990);
    expect(await read({ channel: "webhook", state: "unknown" })).toMatchObject({
      total: 1,
      rows: [{ channel: "webhook" }],
    });
    const last = await read({ channel: "email", limit: 50, offset: people - 20 });
    expect(last.rows).toHaveLength(20);
    const pages = [await read({ limit: 50 }), await read({ limit: 50, offset: 50 })].flatMap(
      ({ rows }) => rows,
    );
    expect(new Set(pages.map(({ recipientId, channel }) => recipientId + channel)).size).toBe(100);
  });

  test("an address is found by any part of it, written to or not; a stranger's wildcard is only itself", async () => {
    const find = (search: string, more = {}) => readDeliveries(scene.db, updateId, { search, ...more });
    expect(await find("READER777@")).toMatchObject({ total: 1, rows: [{ state: "planned" }] });
    expect(await find("reader7777@")).toMatchObject({ total: 1, rows: [{ state: "sent" }] });
    expect((await find("hooks.reader")).total).toBe(3);
    expect((await find("hooks.reader", { state: "unknown" })).total).toBe(1);
    // The URL is sealed: found as a whole, and by nothing in it that is not its host.
    expect((await find("https://hooks.reader.example/x")).total).toBe(3);
    expect((await find("sealed1")).total).toBe(0);
    expect((await find("%")).total).toBe(0);
  });

  test("held ones say why and until when; of merged ones, which update carried them", async () => {
    expect(await readHeld(scene.db, updateId)).toEqual([
      { channel: "email", why: "storm_guard", n: 7, first: minutesLater(60), last: minutesLater(60) },
    ]);
    const incident = await openOnCheckout(scene, {}, minutesLater(7));
    const newer = await say(scene, incident.incidentId, {}, minutesLater(9));
    const person = await addSubscriber(scene);
    await scene.db.insert(deliveries).values({
      ...{ updateId: incident.updateId, audienceId: scene.audienceId, channel: "email", recipientId: person },
      ...{ reason: "r", batch: 0, plannedAt: noon, state: "merged", mergedInto: newer.updateId },
    });
    expect(await readMerged(scene.db, incident.updateId)).toMatchObject([
      { channel: "email", n: 1, into: { updateId: newer.updateId, number: 2, title: "Card payments fail" } },
    ]);
    expect(await readMerged(scene.db, updateId)).toEqual([]);
  });

  test("someone whose row is gone stays in the ledger, without an address", async () => {
    const gone = await addSubscriber(scene);
    const { updateId: other } = await openOnCheckout(scene, {}, minutesLater(11));
    await scene.db.insert(deliveries).values({
      ...{ updateId: other, audienceId: scene.audienceId, channel: "email", recipientId: gone },
      ...{ reason: "r", batch: 0, plannedAt: noon },
    });
    await scene.db.delete(subscribers).where(eq(subscribers.id, gone));
    const { rows } = await readDeliveries(scene.db, other, {});
    expect(rows).toMatchObject([{ recipientId: gone, address: null }]);
  });
});

describe("two audiences of one update", () => {
  let other = "";
  let board = "";
  beforeAll(async () => {
    ({ updateId: other } = await openOnCheckout(scene, {}, minutesLater(14)));
    board = (await makeAudience(scene.db, { name: "Board", slug: "board" })).id;
    const key = { updateId: other, subject: "s", plannedAt: noon };
    await scene.db.insert(fanOuts).values([
      { ...key, audienceId: board, channel: "email", planned: 2, delivered: 1, bounced: 1 },
      { ...key, audienceId: board, channel: "sms", planned: 1 },
      { ...key, audienceId: scene.audienceId, channel: "email", planned: 1, sent: 1 },
    ]);
    const row = { updateId: other, batch: 0, reason: "r", plannedAt: noon, address: "a@b.example" };
    await scene.db.insert(deliveries).values([
      { ...row, audienceId: board, channel: "email", recipientId: "c".repeat(12), state: "delivered" },
      { ...row, audienceId: board, channel: "email", recipientId: "d".repeat(12), state: "bounced" },
      { ...row, audienceId: board, channel: "sms", recipientId: "e".repeat(12), state: "planned" },
      { ...row, audienceId: scene.audienceId, channel: "email", recipientId: "f".repeat(12), state: "sent" },
    ]);
  });

  test("are counted apart, by state and channel, and together", async () => {
    const told = (await readToldUpdate(scene.db, other))!;
    expect(told.audiences).toMatchObject([
      { name: "Public", planned: 1, sent: 1, channels: [{ channel: "email", sent: 1, waiting: 0 }] },
      {
        ...{ audienceId: board, name: "Board", planned: 3, delivered: 1, bounced: 1, waiting: 1 },
        channels: [
          { channel: "email", planned: 2, delivered: 1, bounced: 1, waiting: 0 },
          { channel: "sms", planned: 1, waiting: 1 },
        ],
      },
    ]);
    expect(told.channels).toMatchObject([
      { channel: "email", planned: 3, sent: 1, delivered: 1, bounced: 1 },
      { channel: "sms", planned: 1, waiting: 1 },
    ]);
  });

  test("are listed apart: who of one audience, and nobody of another", async () => {
    const of = async (filter: Parameters<typeof readDeliveries>[2]) => {
      const { total, rows } = await readDeliveries(scene.db, other, filter);
      return [total, rows.map(({ recipientId }) => recipientId[0])];
    };
    expect(await of({ audienceId: board })).toEqual([3, ["c", "d", "e"]]);
    expect(await of({ audienceId: board, channel: "email", state: "bounced" })).toEqual([1, ["d"]]);
    expect(await of({ audienceId: scene.audienceId })).toEqual([1, ["f"]]);
  });
});

describe("the export", () => {
  const all = async (id: string) => {
    let text = "";
    for await (const part of ledgerCsv(scene.liaison(), id)) text += part;
    return text.trimEnd().split("\n");
  };

  test("has each row once, under its names, and is read in parts", async () => {
    await scene.db
      .delete(deliveries)
      .where(and(eq(deliveries.updateId, updateId), eq(deliveries.channel, "webhook")));
    const lines = await all(updateId);
    expect(lines[0]).toMatch(/^\uFEFFchannel,address,state,reason,/);
    expect(lines).toHaveLength(people + 1);
    expect(new Set(lines).size).toBe(people + 1);
    expect(lines.filter((line) => line.includes("reader7777@many.example,sent,"))).toHaveLength(1);
  });

  test("says by which rules somebody was told, and of nobody else", async () => {
    const { updateId: other } = await openOnCheckout(scene, {}, minutesLater(12));
    const row = {
      ...{ updateId: other, audienceId: scene.audienceId, channel: "email" as const, batch: 0 },
      plannedAt: noon,
    };
    await scene.db.insert(deliveries).values([
      {
        ...row,
        recipientId: "a".repeat(12),
        reason: "you chose it",
        toldBy: "Rule 2: When opened, tell Ada.",
      },
      { ...row, recipientId: "b".repeat(12), reason: "you chose it" },
    ]);
    const [head, ...lines] = (await all(other)).map((line) => line.trimEnd());
    const place = head!.split(",").indexOf("told_by");
    expect(head!.split(",")[place - 1]).toBe("reason");
    expect(lines[0]).toContain('you chose it,"Rule 2: When opened, tell Ada."');
    expect(lines[1]!.split(",")[place]).toBe("");
  });

  test("nothing in it is a formula for a spreadsheet", async () => {
    const { updateId: other } = await openOnCheckout(scene, {}, minutesLater(13));
    await scene.db.insert(deliveries).values({
      ...{ updateId: other, audienceId: scene.audienceId, channel: "email", recipientId: newId(), batch: 0 },
      ...{
        reason: "r",
        plannedAt: noon,
        state: "failed",
        address: "=cmd|'/c calc'!a1@x.example",
        failure: "+1,\n-2",
      },
    });
    const text = (await all(other)).join("\n");
    expect(text).toContain("'=cmd|");
    expect(text).toContain(`"'+1,\n-2"`);
  });

  test("a viewer gets none of it", () => {
    const viewer = {
      ...scene.liaison(),
      actor: { kind: "user", id: "x", role: "viewer", name: "Vic" } as const,
    };
    expect(() => ledgerCsv(viewer, updateId)).toThrow(/Ask an owner/);
  });
});
