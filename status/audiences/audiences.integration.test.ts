import { desc, eq } from "drizzle-orm";
import { expect, test } from "vitest";
import type { Db } from "@/db/client";
import type { Context } from "@/db/context";
import { clockContext, ensurePublicAudience, makeContext, makeService } from "@/db/factories";
import { audienceApprovals, audiences, events } from "@/db/schema";
import { rollback, testDatabase } from "@/db/testing/test-database";
import { addAudience } from "./add-audience";
import { archiveAudience } from "./archive-audience";
import { changeAudience } from "./change-audience";
import { listPrivateAudiences } from "./list-private-audiences";
import { listAudiences } from "./read-audience";
import { readAudienceFacts } from "./read-audience-facts";
import type { AudienceFacts } from "./schemas";

const { db } = await testDatabase();

const board: AudienceFacts = {
  ...{ name: "Board", slug: "board", timeZone: "Europe/Berlin", language: "en", tone: "Short.", account: "" },
  ...{ mayExpectResolution: true, channels: ["sms", "email"], serviceIds: [] },
};
const inside = (run: (tx: Db, ctx: Context) => Promise<void>) => () =>
  rollback(db, async (tx) => run(tx, await makeContext(tx)));
const newest = async (tx: Db) => (await tx.select().from(events).orderBy(desc(events.id)).limit(1))[0];
const version = async (tx: Db) => (await ensurePublicAudience(tx)).publicVersion;

test(
  "an audience is added with everything that was decided, recorded, and no reader's page changes",
  inside(async (tx, ctx) => {
    const checkout = await makeService(tx);
    const before = await version(tx);
    const { audienceId } = await addAudience(ctx, { ...board, serviceIds: [checkout.id] });
    expect(await readAudienceFacts(ctx, audienceId)).toEqual({
      ...{ ...board, account: null },
      ...{ id: audienceId, serviceIds: [checkout.id], approvals: [] },
    });
    expect(await newest(tx)).toMatchObject({
      ...{ kind: "audience_added", incidentId: null, updateId: null },
      details: { audienceId, name: "Board" },
    });
    expect(await version(tx)).toBe(before);
    expect(await listPrivateAudiences(ctx)).toMatchObject([{ id: audienceId, people: 0 }]);
  }),
);

test(
  "changing it replaces its services as a whole, and leaves whose yes it needs to the owners",
  inside(async (tx, ctx) => {
    const checkout = await makeService(tx);
    const { audienceId } = await addAudience(ctx, { ...board, serviceIds: [checkout.id] });
    await tx.insert(audienceApprovals).values({ audienceId, incidentType: "data", role: "commander" });
    await changeAudience(ctx, { ...board, audienceId, name: "The board", account: "Harbour" });
    expect(await readAudienceFacts(ctx, audienceId)).toMatchObject({
      ...{ name: "The board", account: "Harbour", serviceIds: [] },
      approvals: [{ incidentType: "data", role: "commander" }],
    });
    expect(await newest(tx)).toMatchObject({ kind: "audience_changed" });
  }),
);

test(
  "an archived audience is gone from every list and cannot be changed, and its address stays taken",
  inside(async (tx, ctx) => {
    const { audienceId } = await addAudience(ctx, board);
    await archiveAudience(ctx, { audienceId });
    expect(await listPrivateAudiences(ctx)).toEqual([]);
    expect(await readAudienceFacts(ctx, audienceId)).toBeNull();
    expect((await listAudiences(tx)).map(({ slug }) => slug)).toEqual(["public"]);
    await expect(changeAudience(ctx, { ...board, audienceId })).rejects.toMatchObject({
      code: "audience_unknown",
    });
    await expect(addAudience(ctx, board)).rejects.toMatchObject({ code: "slug_taken" });
  }),
);

test(
  "the public page is no audience to change or archive here",
  inside(async (tx, ctx) => {
    const { id: audienceId } = await ensurePublicAudience(tx);
    const refused = { code: "audience_unknown" };
    await expect(changeAudience(ctx, { ...board, audienceId })).rejects.toMatchObject(refused);
    await expect(archiveAudience(ctx, { audienceId })).rejects.toMatchObject(refused);
    await expect(addAudience(ctx, { ...board, slug: "public" })).rejects.toMatchObject({
      code: "slug_taken",
    });
  }),
);

test.each<[string, Partial<Record<keyof AudienceFacts, unknown>>]>([
  ["no name", { name: " " }],
  ["an address that is none", { slug: "the board" }],
  ["a zone that is none", { timeZone: "Mars/Olympus" }],
  ["no channel", { channels: [] }],
  ["a channel twice", { channels: ["email", "email"] }],
  ["a service that is none", { serviceIds: ["zzzzzzzzzzzz"] }],
])("%s is refused, and nothing is kept", (_, over) =>
  rollback(db, async (tx) => {
    const ctx = await makeContext(tx);
    await expect(addAudience(ctx, { ...board, ...over } as AudienceFacts)).rejects.toThrow();
    expect(await tx.$count(audiences, eq(audiences.kind, "private"))).toBe(0);
  }),
);

test("who may only look, the clock and visitors change nothing", () =>
  rollback(db, async (tx) => {
    const { audienceId } = await addAudience(await makeContext(tx), board);
    const viewer = await makeContext(tx, { role: "viewer" });
    const visitor: Context = { ...viewer, actor: { kind: "visitor" } };
    for (const ctx of [viewer, clockContext(tx), visitor]) {
      await expect(addAudience(ctx, { ...board, slug: "other" })).rejects.toMatchObject({
        code: "not_allowed",
      });
      await expect(changeAudience(ctx, { ...board, audienceId })).rejects.toMatchObject({
        code: "not_allowed",
      });
      await expect(archiveAudience(ctx, { audienceId })).rejects.toMatchObject({ code: "not_allowed" });
    }
    await expect(readAudienceFacts(visitor, audienceId)).rejects.toMatchObject({ code: "not_allowed" });
    await expect(listPrivateAudiences(visitor)).rejects.toMatchObject({ code: "not_allowed" });
    expect(await listPrivateAudiences(viewer)).toHaveLength(1);
  }));
