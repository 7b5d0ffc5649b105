import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import type { Db } from "@/db/client";
import {
  ensurePublicAudience,
  makeAudience,
  makeContext,
  makeService,
  minutesLater,
  noon,
} from "@/db/factories";
import { incidentAudiences } from "@/db/schema/incident-people";
import { rollback, testDatabase } from "@/db/testing/test-database";
import { reviewUpdate } from "@/status/words/review-update";
import { openIncident } from "./open-incident";
import { postUpdate } from "./post-update";
import { readIncident } from "./read-incident";

const { db } = await testDatabase();
const facts = { severity: "SEV2", impact: "major", tell: false } as const;

async function scene(tx: Db) {
  const ctx = await makeContext(tx);
  const { id: publicId } = await ensurePublicAudience(tx, { timeZone: "UTC" });
  const { id: audienceId } = await makeAudience(tx, { name: "Executives", timeZone: "UTC" });
  const service = await makeService(tx);
  const services = [{ serviceId: service.id, state: "partial_outage" as const }];
  const words = "All card payments fail. Please try again.";
  const said = { ...facts, words, services, nextUpdateBy: minutesLater(20) };
  const open = (nextUpdateBy?: Date | null) =>
    openIncident(ctx, { ...said, title: "Cards", wordings: [{ audienceId, words, nextUpdateBy }] });
  const promised = async (incidentId: string) => {
    const [own] = await tx
      .select({ at: incidentAudiences.nextUpdateBy })
      .from(incidentAudiences)
      .where(eq(incidentAudiences.incidentId, incidentId));
    return own?.at;
  };
  return { ctx, publicId, audienceId, said, open, promised };
}

test("an audience is promised its own time, and the public theirs; left out, it is the public's", () =>
  rollback(db, async (tx) => {
    const { ctx, audienceId, said, open, promised } = await scene(tx);
    const { incidentId } = await open(minutesLater(60));
    expect(await promised(incidentId)).toEqual(minutesLater(60));
    expect((await readIncident(ctx, incidentId))?.nextUpdateBy).toEqual(minutesLater(20));
    const wordings = [{ audienceId, words: "It costs." }];
    await postUpdate(ctx, { ...said, incidentId, status: "identified", wordings });
    expect(await promised(incidentId)).toEqual(minutesLater(20));
    const over = { ...said, incidentId, status: "resolved" as const, services: [] };
    await postUpdate(ctx, { ...over, wordings: [{ ...wordings[0]!, nextUpdateBy: minutesLater(90) }] });
    expect(await promised(incidentId), "what is over promises nothing").toBeNull();
  }));

test("an audience's promise has the bounds of every promise, and is refused beside its field", () =>
  rollback(db, async (tx) => {
    const { audienceId, open } = await scene(tx);
    for (const at of [null, noon, minutesLater(24 * 60 + 1)]) {
      await expect(open(at)).rejects.toMatchObject({
        code: "promise_missing",
        fields: { [`promise.${audienceId}`]: expect.any(String) },
      });
    }
  }));

test("the promise in an audience's words is the one it is given", () =>
  rollback(db, async (tx) => {
    const { ctx, publicId, audienceId } = await scene(tx);
    const words = "All fails. Next update by {{promise}}.";
    const reviewed = await reviewUpdate(ctx, {
      ...{ incidentId: null, title: "Cards", type: "availability", status: "identified", impact: "major" },
      ...{ regions: [], services: [], nextUpdateBy: minutesLater(20) },
      wordings: [
        { audienceId: publicId, words },
        { audienceId, words, nextUpdateBy: minutesLater(60) },
      ],
    });
    const [everybody, own] = reviewed.map(({ filled }) => filled);
    expect(everybody).toContain("14:20");
    expect(own).toContain("15:00");
  }));
