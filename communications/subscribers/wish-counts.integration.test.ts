import { eq, sql } from "drizzle-orm";
import fc from "fast-check";
import { beforeEach, expect, test } from "vitest";
import { addSubscriber, noon, stage } from "@/communications/testing/stage";
import { subscriberServices, subscribers, wishCounts } from "@/db/schema/subscribers";
import { subscriberStates, subscriptionDetails, subscriptionScopes } from "@/lib/vocabulary";
import { readPage } from "@/status/page/read-page";
import { countByState } from "./count-by-state";
import { foldWishCounts } from "./fold-wish-counts";

const scene = stage();
beforeEach(() => scene.db.delete(subscribers));

const key = sql.raw("audience_id, channel, state, paused, scope, detail, chosen");
const kept = async () =>
  (
    await scene.db.execute(sql`
      select ${key}, sum(people)::int as people from ${wishCounts} group by ${key} having sum(people) <> 0 order by ${key}`)
  ).rows;
const counted = async () =>
  (
    await scene.db.execute(sql`
      select ${key}, count(*)::int as people from (
        select audience_id, channel, state, paused_at is not null as paused, scope, detail,
          case when scope = 'chosen_services' then (
            select coalesce(string_agg(service_id, ',' order by service_id), '')
            from subscriber_services v where v.subscriber_id = s.id) else '' end as chosen
        from ${subscribers} s) now
      group by ${key} order by ${key}`)
  ).rows;

const anyChange = fc.oneof(
  fc.record({
    does: fc.constant("add" as const),
    scope: fc.constantFrom(...subscriptionScopes),
    detail: fc.constantFrom(...subscriptionDetails),
    services: fc.subarray(["checkout", "search"] as const),
  }),
  fc.record({
    does: fc.constant("state" as const),
    state: fc.constantFrom(...subscriberStates),
    nth: fc.nat(9),
  }),
  fc.record({ does: fc.constant("pause" as const), nth: fc.nat(9) }),
  fc.record({
    does: fc.constant("choose" as const),
    scope: fc.constantFrom(...subscriptionScopes),
    nth: fc.nat(9),
  }),
  fc.record({ does: fc.constantFrom("forget" as const, "drop services" as const), nth: fc.nat(9) }),
);
type Change = typeof anyChange extends fc.Arbitrary<infer T> ? T : never;

async function change(ids: string[], one: Change): Promise<void> {
  if (one.does === "add") {
    const serviceIds = one.services.map((name) => scene[name]);
    ids.push(await addSubscriber(scene, { scope: one.scope, detail: one.detail, serviceIds }));
    return;
  }
  const id = ids[one.nth % Math.max(1, ids.length)];
  if (!id) return;
  const of = eq(subscribers.id, id);
  if (one.does === "state") await scene.db.update(subscribers).set({ state: one.state }).where(of);
  if (one.does === "pause") await scene.db.update(subscribers).set({ pausedAt: noon }).where(of);
  if (one.does === "choose") await scene.db.update(subscribers).set({ scope: one.scope }).where(of);
  if (one.does === "forget") await scene.db.delete(subscribers).where(of);
  if (one.does === "drop services")
    await scene.db.delete(subscriberServices).where(eq(subscriberServices.subscriberId, id));
}

test("the sums that are kept are what counting says, whatever changes in whatever order, and folding changes none", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyChange, { maxLength: 14 }), async (changes) => {
      const ids: string[] = [];
      for (const one of changes) await change(ids, one);
      expect(await kept()).toEqual(await counted());
      const before = await kept();
      // As after very many changes: each sum in parts that cancel out.
      await scene.db.execute(sql`
        insert into ${wishCounts} (${key}, people) select ${key}, n from ${wishCounts},
          generate_series(1, 1200) g, (values (1), (-1)) v (n) where ${ids.length} > 0`);
      await foldWishCounts({ db: scene.db });
      expect(await kept()).toEqual(before);
      await scene.db.delete(subscribers);
      expect(await kept()).toEqual([]);
    }),
    { numRuns: 15 },
  );
}, 120_000);

test("how many there are in which state is said without reading them", async () => {
  for (const state of ["confirmed", "confirmed", "left", "switched_off"] as const)
    await addSubscriber(scene, { state });
  const counts = await countByState(scene, (await readPage(scene)).id);
  expect(counts).toEqual({ confirmed: 2, left: 1, switched_off: 1 });
});

test("a change that is taken back is not counted", async () => {
  await scene.db
    .transaction(async (tx) => {
      await addSubscriber({ ...scene, db: tx });
      throw new Error("taken back");
    })
    .catch(() => undefined);
  expect(await kept()).toEqual([]);
});
