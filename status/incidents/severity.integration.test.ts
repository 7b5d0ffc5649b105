import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import type { Context } from "@/db/context";
import { makeContext, minutesLater } from "@/db/factories";
import { audiences } from "@/db/schema";
import { rollback, testDatabase } from "@/db/testing/test-database";
import { changeLinks } from "./change-links";
import { lowerSeverity } from "./lower-severity";
import { openIncident } from "./open-incident";
import { postUpdate } from "./post-update";
import { raiseSeverity } from "./raise-severity";
import { readIncident } from "./read-incident";
import { takeBack } from "./take-back";

const { db } = await testDatabase();
const facts = { impact: "major", words: "Cards fail.", tell: false } as const;
const said = { ...facts, services: [] };
const open = async (ctx: Context) =>
  openIncident(ctx, { ...said, title: "Cards", severity: "SEV3", nextUpdateBy: minutesLater(60) });
const severityOf = async (ctx: Context, id: string) => (await readIncident(ctx, id))!.severity;

test("raising is one verb without words; it is on record, and no reader gets a new version", () =>
  rollback(db, async (tx) => {
    const ctx = await makeContext(tx);
    const { incidentId, version } = await open(ctx);
    await raiseSeverity(ctx, { incidentId, severity: "SEV1" });
    const incident = (await readIncident(ctx, incidentId))!;
    expect(incident).toMatchObject({ severity: "SEV1", revision: 2 });
    expect(incident.updates).toHaveLength(1);
    expect(incident.activity.at(-1)).toMatchObject({
      kind: "severity_raised",
      details: { severity: ["SEV3", "SEV1"] },
    });
    const [page] = await tx.select().from(audiences).where(eq(audiences.slug, "public"));
    expect(page!.publicVersion).toBe(version);
  }));

test("lowering needs a reason, and each goes its own way only", () =>
  rollback(db, async (tx) => {
    const ctx = await makeContext(tx);
    const { incidentId } = await open(ctx);
    await expect(lowerSeverity(ctx, { incidentId, severity: "SEV4", reason: " " })).rejects.toThrow("milder");
    await expect(raiseSeverity(ctx, { incidentId, severity: "SEV4" })).rejects.toThrow("It is SEV3 now");
    await expect(lowerSeverity(ctx, { incidentId, severity: "SEV2", reason: "so" })).rejects.toThrow(
      "SEV3 now",
    );
    await lowerSeverity(ctx, { incidentId, severity: "SEV4", reason: "one shop only" });
    expect(await severityOf(ctx, incidentId)).toBe("SEV4");
  }));

test("somebody who writes meanwhile hears of it before they publish", () =>
  rollback(db, async (tx) => {
    const ctx = await makeContext(tx);
    const { incidentId } = await open(ctx);
    await raiseSeverity(ctx, { incidentId, severity: "SEV1" });
    const update = { ...said, incidentId, severity: "SEV3", nextUpdateBy: minutesLater(60) } as const;
    await expect(postUpdate(ctx, { ...update, status: "identified", revision: 1 })).rejects.toThrow(
      expect.objectContaining({ code: "incident_changed" }),
    );
  }));

test("a raise outlives the taking back of an update that came before or after it", () =>
  rollback(db, async (tx) => {
    const ctx = await makeContext(tx);
    const { incidentId } = await open(ctx);
    const update = { ...said, incidentId, status: "identified", nextUpdateBy: minutesLater(60) } as const;
    await raiseSeverity(ctx, { incidentId, severity: "SEV2" });
    await postUpdate(ctx, { ...update, severity: "SEV1" });
    expect(await severityOf(ctx, incidentId)).toBe("SEV1");
    const [newest] = (await readIncident(ctx, incidentId))!.updates;
    await takeBack(ctx, { ...newest!, incidentId, onceKey: null });
    expect(await severityOf(ctx, incidentId)).toBe("SEV2");
  }));

test("links for responders are kept, emptied, and never anything that runs", () =>
  rollback(db, async (tx) => {
    const ctx = await makeContext(tx);
    const { incidentId } = await open(ctx);
    const bridgeUrl = "https://meet.example/bridge";
    await changeLinks(ctx, { incidentId, bridgeUrl, chatUrl: "" });
    expect(await readIncident(ctx, incidentId)).toMatchObject({ bridgeUrl, chatUrl: null, revision: 1 });
    for (const chatUrl of ["javascript:alert(1)", "http://plain.example", "tel:javascript"]) {
      await expect(changeLinks(ctx, { incidentId, bridgeUrl: "", chatUrl })).rejects.toThrow();
    }
  }));
