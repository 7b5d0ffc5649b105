import { describe, expect, test } from "vitest";
import type { Db } from "@/db/client";
import type { Context } from "@/db/context";
import { clockContext, makeContext, makeIncident, makeService, minutesLater, noon } from "@/db/factories";
import { audiences } from "@/db/schema";
import { rollback, testDatabase } from "@/db/testing/test-database";
import { backfillIncident } from "@/status/incidents/backfill-incident";
import { correctUpdate } from "@/status/incidents/correct-update";
import { openIncident } from "@/status/incidents/open-incident";
import { postUpdate } from "@/status/incidents/post-update";
import { startDueMaintenances } from "@/status/maintenances/run-due-maintenances";
import { scheduleMaintenance } from "@/status/maintenances/schedule-maintenance";
import { addService } from "@/status/services/add-service";
import { allPaths } from "./all-paths";
import { changedPaths } from "./changed-paths";
import { fixedPaths } from "./fixed-paths";
import { readFeed } from "./read-feed";
import { readIncident } from "./read-incident";
import { readMaintenance } from "./read-maintenance";
import { readMonth } from "./read-month";
import { readStatus } from "./read-status";

const { db } = await testDatabase();

const said = { severity: "SEV1", impact: "major", words: "Cards are declined.", tell: true } as const;

const inPage = (run: (ctx: Context, tx: Db, checkout: string) => Promise<void>) => () =>
  rollback(db, async (tx) => {
    const ctx = await makeContext(tx);
    await run(ctx, tx, (await makeService(tx)).id);
  });
const open = (ctx: Context, checkout: string, over: Partial<Parameters<typeof openIncident>[1]> = {}) =>
  openIncident(ctx, {
    ...said,
    title: "Cards are declined",
    services: [{ serviceId: checkout, state: "partial_outage" }],
    nextUpdateBy: minutesLater(20, ctx.now),
    ...over,
  });

describe("what readers never see", () => {
  test(
    "severity, reasons, names of people, form keys, hidden services and drills are in nothing that is read",
    inPage(async (ctx, tx, checkout) => {
      const hidden = await makeService(tx, { name: "Hidden ledger", shown: false });
      const { incidentId } = await open(ctx, checkout, {
        onceKey: "secret-form-key",
        services: [
          { serviceId: checkout, state: "partial_outage" },
          { serviceId: hidden.id, state: "major_outage" },
        ],
      });
      await postUpdate(
        { ...ctx, now: minutesLater(5) },
        {
          ...said,
          incidentId,
          status: "identified",
          severity: "SEV3",
          reason: "Secret reason",
          services: [],
          nextUpdateBy: minutesLater(20),
        },
      );
      const drill = await makeIncident(tx, { title: "A drill", drill: true, serviceIds: [checkout] });
      const now = minutesLater(6);
      const everything = JSON.stringify([
        await readStatus(tx, "public", now),
        await readIncident(tx, "public", incidentId, now),
        await readIncident(tx, "public", drill.id, now),
        await readMonth(tx, "public", "2026-11", now),
        await readFeed(tx, "public"),
        await allPaths(tx, "public"),
        await changedPaths(tx, "public", null, now),
      ]);
      expect(everything).toContain("Cards are declined");
      for (const secret of [
        "SEV",
        "Secret reason",
        "Ines Okafor",
        "secret-form-key",
        "Hidden ledger",
        "A drill",
      ])
        expect(everything, secret).not.toContain(secret);
      for (const id of [hidden.id, drill.id]) expect(everything, id).not.toContain(id);
    }),
  );

  test(
    "a page that is not public is not there, nor are ids that are none",
    inPage(async (ctx, tx, checkout) => {
      const { incidentId } = await open(ctx, checkout);
      const stamped = { createdAt: noon, updatedAt: noon };
      await tx
        .insert(audiences)
        .values({ slug: "executives", kind: "private", name: "Executives", ...stamped });
      for (const slug of ["executives", "nobody", ""]) {
        expect(await readStatus(tx, slug, noon)).toBeNull();
        expect(await readIncident(tx, slug, incidentId, noon)).toBeNull();
        expect(await readFeed(tx, slug)).toEqual([]);
        await expect(changedPaths(tx, slug, null, noon)).rejects.toThrow("no public page");
      }
      for (const id of ["aaaaaaaaaaaa", "", "%", "../../etc/passwd", "x".repeat(5000)]) {
        expect(await readIncident(tx, "public", id, noon)).toBeNull();
        expect(await readMaintenance(tx, "public", id, noon)).toBeNull();
        expect(await readMonth(tx, "public", id, noon)).toBeNull();
      }
    }),
  );
});

test(
  "90 days and the figure follow the intervals, in the page's zone",
  inPage(async (ctx, tx, checkout) => {
    await tx.update(audiences).set({ timeZone: "Pacific/Auckland" });
    // 11:30 UTC of the 20th is half past midnight of the 21st in Auckland.
    await backfillIncident(ctx, {
      title: "Night trouble",
      severity: "SEV2",
      impact: "critical",
      startedAt: new Date("2026-11-20T11:30:00Z"),
      updates: [
        {
          at: new Date("2026-11-20T11:40:00Z"),
          status: "investigating",
          words: "Down.",
          services: [{ serviceId: checkout, state: "major_outage" }],
        },
        { at: new Date("2026-11-20T13:30:00Z"), status: "resolved", words: "Up.", services: [] },
      ],
    });
    const [service] = (await readStatus(tx, "public", noon))!.services;
    expect(service!.days).toHaveLength(90);
    expect(service!.days.filter(({ state }) => state !== "operational")).toEqual([
      { date: "2026-11-21", state: "major_outage" },
    ]);
    const known = noon.getTime() - Date.parse("2026-08-26T12:00:00Z");
    expect(service!.uptime).toBe(Math.floor((1 - (2 * 3_600_000) / known) * 10_000) / 10_000);
    const past = (await readStatus(tx, "public", noon))!;
    expect(past.overall).toBe("operational");
    expect(past.pastIncidents.map(({ title }) => title)).toEqual(["Night trouble"]);
  }),
);

test(
  "the history counts every incident of a month, once, in the page's zone; quiet months are not there",
  inPage(async (ctx, tx, checkout) => {
    const startedAt = new Date("2026-10-31T23:30:00Z");
    await open({ ...ctx, now: minutesLater(1, startedAt) }, checkout, {
      title: "On the border",
      startedAt,
      nextUpdateBy: minutesLater(30, startedAt),
    });
    for (let n = 0; n < 60; n++) await makeIncident(tx, { title: `Number ${n}`, status: "resolved" });
    const titles = async (month: string) =>
      (await readMonth(tx, "public", month, noon))?.incidents.map(({ title }) => title);
    expect(await titles("2026-11")).toHaveLength(60);
    expect(await titles("2026-10")).toEqual(["On the border"]);
    expect(await titles("2026-09")).toBeUndefined();
    await tx.update(audiences).set({ timeZone: "Europe/Berlin" });
    expect(await titles("2026-11")).toHaveLength(61);
    expect(await titles("2026-10")).toBeUndefined();
  }),
);

test(
  "a corrected update keeps its place and its id in the feed, and shows what it said before",
  inPage(async (ctx, tx, checkout) => {
    const { updateId, incidentId } = await open(ctx, checkout);
    const before = await readFeed(tx, "public");
    await correctUpdate({ ...ctx, now: minutesLater(3) }, { updateId, words: "Some cards are declined." });
    const [entry, ...rest] = await readFeed(tx, "public");
    expect(rest).toEqual([]);
    expect(entry).toMatchObject({
      about: { kind: "incident", id: incidentId },
      update: { id: before[0]!.update.id, words: "Some cards are declined.", correctedAt: minutesLater(3) },
    });
    expect(entry!.update.replaced).toMatchObject([{ html: "<p>Cards are declined.</p>" }]);
    expect(entry!.update.postedAt).toEqual(noon);
  }),
);

describe("which paths a change touches", () => {
  const from = async (tx: Db) => (await changedPaths(tx, "public", null, noon)).version;

  test(
    "an update: what always shows news, the incident, and its month; no other incident",
    inPage(async (ctx, tx, checkout) => {
      const other = await open(ctx, checkout, { title: "Another" });
      const since = await from(tx);
      const { incidentId, version } = await open(ctx, checkout);
      const changed = await changedPaths(tx, "public", since, noon);
      expect(changed.version).toBe(version);
      expect(new Set(changed.paths)).toEqual(
        new Set([...fixedPaths, `/incidents/${incidentId}`, "/history/2026-11"]),
      );
      expect(changed.paths).not.toContain(`/incidents/${other.incidentId}`);
    }),
  );

  test(
    "planned work that begins: its page and its calendar entry",
    inPage(async (ctx, tx, checkout) => {
      const { maintenanceId } = await scheduleMaintenance(ctx, {
        title: "A faster database",
        words: "A pause.",
        serviceIds: [checkout],
        scheduledFor: minutesLater(60),
        scheduledUntil: minutesLater(90),
        tell: false,
      });
      const since = await from(tx);
      await startDueMaintenances(clockContext(tx, minutesLater(60)));
      const { paths } = await changedPaths(tx, "public", since, noon);
      expect(paths).toContain(`/maintenances/${maintenanceId}`);
      expect(paths).toContain(`/maintenances/${maintenanceId}.ics`);
    }),
  );

  test(
    "a changed service: every permalink that may name it",
    inPage(async (ctx, tx, checkout) => {
      const { incidentId } = await open(ctx, checkout);
      const since = await from(tx);
      await addService(ctx, { name: "New" });
      expect((await changedPaths(tx, "public", since, noon)).paths).toContain(`/incidents/${incidentId}`);
      expect((await changedPaths(tx, "public", since + 1, noon)).paths).toEqual([...fixedPaths]);
    }),
  );

  test(
    "whatever is named exists, and whatever exists can be reached",
    inPage(async (ctx, tx, checkout) => {
      await open(ctx, checkout);
      const all = new Set((await allPaths(tx, "public")).paths);
      for (const path of (await changedPaths(tx, "public", null, noon)).paths) expect(all).toContain(path);
      expect(all.size).toBe(fixedPaths.length + 2);
    }),
  );
});

test("what is read belongs to its version: a change that commits in between is wholly in or wholly out", async () => {
  const ctx = await makeContext(db);
  const { id } = await makeService(db);
  let reading = true;
  const seen: { version: number; open: number }[] = [];
  const read = (async () => {
    while (reading) {
      const { page, openIncidents } = (await readStatus(db, "public", noon))!;
      seen.push({ version: page.version, open: openIncidents.length });
    }
  })();
  const opened = new Map<number, number>();
  opened.set((await readStatus(db, "public", noon))!.page.version, 0);
  for (let n = 1; n <= 15; n++) opened.set((await open(ctx, id)).version, n);
  reading = false;
  await read;
  expect(seen.length).toBeGreaterThan(5);
  for (const { version, open } of seen) expect(open, `version ${version}`).toBe(opened.get(version));
});
