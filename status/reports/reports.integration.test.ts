import { expect, test } from "vitest";
import type { Context } from "@/db/context";
import { clockContext, makeContext, makeIncident, minutesLater } from "@/db/factories";
import { customerReports } from "@/db/schema";
import { rollback, testDatabase } from "@/db/testing/test-database";
import { addReport } from "./add-report";
import { readReports } from "./read-reports";

const { db } = await testDatabase();

test("support counts what customers report: rate and samples, apart for what belongs to no incident yet", () =>
  rollback(db, async (tx) => {
    const ctx = await makeContext(tx, { role: "viewer" });
    const { id: incidentId } = await makeIncident(tx);
    for (let n = 0; n < 6; n++) {
      await addReport({ ...ctx, now: minutesLater(n) }, { symptom: `Cards fail ${n}`, account: "Harbour" });
    }
    await addReport(ctx, { symptom: "Checkout is white", incidentId });
    const now = { ...ctx, now: minutesLater(6) };
    const free = await readReports(now, null);
    expect(free).toMatchObject({ recent: 6, total: 6, proposes: true });
    expect(free.samples).toHaveLength(5);
    expect(free.samples[0]).toMatchObject({ symptom: "Cards fail 5", account: "Harbour" });
    expect(await readReports(now, incidentId)).toMatchObject({ recent: 1, total: 1, proposes: false });
    expect(await readReports({ ...ctx, now: minutesLater(16) }, null)).toMatchObject({
      recent: 4,
      proposes: false,
    });
  }));

test("visitors and the clock count nothing; an incident that is over takes no more", () =>
  rollback(db, async (tx) => {
    const ctx = await makeContext(tx);
    const visitor: Context = { ...ctx, actor: { kind: "visitor" } };
    for (const who of [visitor, clockContext(tx)])
      await expect(addReport(who, { symptom: "Cards fail" })).rejects.toMatchObject({ code: "not_allowed" });
    const { id: incidentId } = await makeIncident(tx, { status: "resolved" });
    await expect(addReport(ctx, { symptom: "Cards fail", incidentId })).rejects.toMatchObject({
      code: "incident_unknown",
    });
    await expect(addReport(ctx, { symptom: " " })).rejects.toThrow();
    expect(await tx.$count(customerReports)).toBe(0);
  }));
