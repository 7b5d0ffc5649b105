import { beforeAll, describe, expect, test } from "vitest";
import type { Db } from "@/db/client";
import type { Context } from "@/db/context";
import { makeContext, makeService, minutesLater, noon } from "@/db/factories";
import { audiences } from "@/db/schema/audiences";
import { incidents } from "@/db/schema/incidents";
import { updates } from "@/db/schema/updates";
import { testDatabase } from "@/db/testing/test-database";
import { backfillIncident } from "@/status/incidents/backfill-incident";
import { correctUpdate } from "@/status/incidents/correct-update";
import { openIncident } from "@/status/incidents/open-incident";
import { postUpdate } from "@/status/incidents/post-update";
import { readIncident } from "@/status/incidents/read-incident";
import { reopenIncident } from "@/status/incidents/reopen-incident";
import { scheduleMaintenance } from "@/status/maintenances/schedule-maintenance";
import { reviewUpdate } from "./review-update";

let db: Db;
let ctx: Context;
let serviceId: string;
let executives: string;
let publicId: string;
beforeAll(async () => {
  ({ db } = await testDatabase());
  ctx = await makeContext(db);
  serviceId = (await makeService(db)).id;
  const [made] = await db
    .insert(audiences)
    .values({
      ...{ slug: "executives", kind: "private", name: "Executives", mayExpectResolution: true },
      ...{ timeZone: "Europe/Berlin", createdAt: noon, updatedAt: noon },
    })
    .returning();
  executives = made!.id;
  const rows = await db.select().from(audiences);
  publicId = rows.find(({ slug }) => slug === "public")!.id;
});

const eta = "All card payments fail. They should be fixed by 15:10.";
const fine = "All card payments fail. Please try again.";
const said = () => ({
  ...({ severity: "SEV2", impact: "major", tell: true } as const),
  services: [{ serviceId, state: "partial_outage" as const }],
  nextUpdateBy: minutesLater(20),
});
const open = (words: string, over: Partial<Parameters<typeof openIncident>[1]> = {}) =>
  openIncident(ctx, { title: "Card payments fail", ...said(), words, ...over });
const refused = { code: "words_refused" };
const count = async () => [
  (await db.select().from(incidents)).length,
  (await db.select().from(updates)).length,
];

describe("words that an audience does not let through", () => {
  test("open no incident, and leave no trace", async () => {
    const before = await count();
    await expect(open(eta)).rejects.toMatchObject({
      ...refused,
      fields: { words: expect.stringMatching(/^For Larkfield: Promises a time\. /) },
    });
    await expect(open("See db01.")).rejects.toMatchObject(refused);
    await expect(open("In {{region}} all fails.")).rejects.toThrow(/Not filled: region/);
    await expect(open(fine, { title: "db01 fails" })).rejects.toMatchObject({
      fields: { title: expect.stringMatching(/internal host/) },
    });
    expect(await count()).toEqual(before);
  });

  test("pass through no other door", async () => {
    const { incidentId, updateId } = await open(fine);
    const before = await count();
    const post = (over: object) =>
      postUpdate(ctx, { incidentId, status: "identified", ...said(), words: fine, ...over });
    await expect(post({ words: eta })).rejects.toMatchObject(refused);
    await expect(post({ title: "Fixed by 15:10, we should be back" })).rejects.toMatchObject(refused);
    await expect(correctUpdate(ctx, { updateId, words: eta })).rejects.toMatchObject(refused);
    const facts = {
      title: "Was slow",
      severity: "SEV3",
      impact: "minor",
      startedAt: minutesLater(-60),
    } as const;
    const past = (words: string) =>
      backfillIncident(ctx, {
        ...facts,
        updates: [{ at: minutesLater(-30), status: "resolved", words, services: [] }],
      });
    await expect(past("web-prod-17 was slow.")).rejects.toMatchObject(refused);
    const plan = (words: string) =>
      scheduleMaintenance(ctx, {
        ...{ title: "New database", words, serviceIds: [serviceId], tell: true },
        ...{ scheduledFor: minutesLater(600), scheduledUntil: minutesLater(660) },
      });
    await expect(plan("We restart db01.")).rejects.toMatchObject(refused);
    expect(await count()).toEqual(before);
    await post({ status: "resolved", words: "It works for all. Nothing was lost.", nextUpdateBy: null });
    const again = { incidentId, services: [], nextUpdateBy: minutesLater(20), tell: true };
    await expect(reopenIncident(ctx, { ...again, words: eta })).rejects.toMatchObject(refused);
    await past("It was slow, and was fixed by 15:10.");
    await plan("It should be done by 04:00.");
  });

  test("are refused for the audience they are for: executives may expect what customers may not", async () => {
    const wordings = [{ audienceId: executives, words: eta }];
    const { incidentId } = await open(fine, { wordings });
    expect((await readIncident(ctx, incidentId))?.updates[0]?.words).toBe(fine);
    const host = [{ audienceId: executives, words: "The host db01 is down." }];
    await expect(open(fine, { wordings: host })).rejects.toMatchObject({
      fields: {
        [`wordings.${executives}`]: expect.stringMatching(/^For Executives: Names an internal host/),
      },
    });
  });

  test("a correction is not asked for a promise, which was made with the first words", async () => {
    const { updateId } = await open(fine);
    await correctUpdate(ctx, { updateId, words: `${fine} We are looking into it.` });
  });
});

describe("an update in hand", () => {
  test("is filled and read for each audience, in its own zone, and compared with what it was told", async () => {
    const { incidentId } = await open(fine, { regions: ["Europe"] });
    const words = "{{services}} in {{region}} fails for all. Expected to be fixed by {{promise}}.";
    const { nextUpdateBy, services } = said();
    const reviewed = await reviewUpdate(ctx, {
      ...{
        incidentId,
        title: "Card payments fail",
        type: "availability",
        status: "identified",
        impact: "major",
        regions: ["Europe"],
      },
      ...{ services, nextUpdateBy },
      wordings: [
        { audienceId: publicId, words },
        { audienceId: executives, words },
      ],
    });
    expect(reviewed.map(({ filled }) => filled)).toEqual([
      "Checkout in Europe fails for all. Expected to be fixed by 14:20 UTC.",
      "Checkout in Europe fails for all. Expected to be fixed by 15:20 CET.",
    ]);
    const kinds = reviewed.map(({ notes }) => notes.map(({ kind }) => kind));
    expect(kinds[0]).toContain("resolution_time");
    expect(kinds[1]).not.toContain("resolution_time");
    expect(reviewed[0]!.compared).toMatchObject({ number: 1 });
    expect(reviewed[1]!.compared).toBeNull();
    expect((await readIncident(ctx, incidentId))?.regions).toEqual(["Europe"]);
  });

  test("what the door lets through, the verb publishes", async () => {
    const { services, nextUpdateBy } = said();
    const facts = { title: "Cards", type: "availability", status: "investigating", impact: "major" } as const;
    const wordings = [
      { audienceId: publicId, words: "{{services}} fails for all since {{started}}. Please wait." },
    ];
    const [reviewed] = await reviewUpdate(ctx, {
      ...facts,
      incidentId: null,
      regions: [],
      services,
      nextUpdateBy,
      wordings,
    });
    expect(reviewed!.notes.filter(({ weight }) => weight === "must")).toEqual([]);
    await open(reviewed!.filled, { title: facts.title });
  });
});
