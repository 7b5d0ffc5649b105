import { eq } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import { minutesLater, noon, openOnCheckout, say, stage } from "@/communications/testing/stage";
import { makeAudience, makeUser } from "@/db/factories";
import { incidentAudiences, incidentRoleHolders, promiseWarnings } from "@/db/schema/incident-people";
import { incidents } from "@/db/schema/incidents";
import { personalLetters } from "@/db/schema/subscribers";
import type { IncidentRole } from "@/lib/vocabulary";
import { warnOfPromises } from "./warn-of-promises";

const scene = stage();
const warn = (minutes: number) => warnOfPromises({ db: scene.db, now: minutesLater(minutes) });
const letters = async () =>
  (await scene.db.select().from(personalLetters)).map(({ address, subject }) => `${address}: ${subject}`);
const gives = async (incidentId: string, role: IncidentRole, name: string) => {
  const user = await makeUser(scene.db, { name, email: `${name.toLowerCase()}@larkfield.example` });
  // Whoever opened it may be the liaison already.
  await scene.db.update(incidentRoleHolders).set({ endedAt: noon });
  await scene.db
    .insert(incidentRoleHolders)
    .values({ incidentId, role, userId: user.id, offeredAt: noon, acceptedAt: noon });
};

beforeEach(async () => {
  for (const table of [personalLetters, promiseWarnings, incidentAudiences, incidentRoleHolders])
    await scene.db.delete(table);
  await scene.db.update(incidents).set({ withdrawnAt: noon });
});

/** The promise is for 12:20. */
const open = async () => (await openOnCheckout(scene)).incidentId;

test("the liaison is warned five minutes and one minute before, once each, also by two machines at once", async () => {
  const incidentId = await open();
  await gives(incidentId, "customer_liaison", "Lia");
  expect(await warn(14)).toBe(0);
  await Promise.all([warn(15), warn(15)]);
  await warn(16);
  await Promise.all([warn(19), warn(19.5)]);
  expect(await letters()).toEqual([
    "lia@larkfield.example: Update due in five minutes: Card payments fail",
    "lia@larkfield.example: Update due in a minute: Card payments fail",
  ]);
});

test("late, the deputy hears, then the commander; an update ends it and a new promise begins anew", async () => {
  const incidentId = await open();
  const roles: [IncidentRole, string][] = [
    ["customer_liaison", "Ines"],
    ["deputy", "Dara"],
    ["commander", "Cleo"],
  ];
  for (const [role, name] of roles) {
    const user = await makeUser(scene.db, { name, email: `${name.toLowerCase()}2@larkfield.example` });
    const values = { incidentId, role, userId: user.id, offeredAt: noon, acceptedAt: noon };
    await scene.db.insert(incidentRoleHolders).values(values).onConflictDoNothing();
  }
  await warn(20);
  await warn(23);
  await warn(40);
  const said = await letters();
  expect(said).toHaveLength(2);
  expect(said[0]).toMatch(/^dara2@.*overdue/);
  expect(said[1]).toMatch(/^cleo2@.*nobody has spoken/);
  await say(scene, incidentId, { nextUpdateBy: minutesLater(60) }, minutesLater(41));
  expect(await warn(42)).toBe(0);
  expect(await warn(55)).toBe(1);
});

test("a promise that is nobody's is the owners'", async () => {
  await open();
  await scene.db.delete(incidentRoleHolders);
  await makeUser(scene.db, { name: "Olga", email: "olga@larkfield.example", role: "owner" });
  await warn(20);
  expect(await letters()).toContain("olga@larkfield.example: Update overdue: Card payments fail");
});

test("each audience has a clock of its own", async () => {
  const audience = await makeAudience(scene.db, { name: "Executives" });
  const { incidentId } = await openOnCheckout(scene, {
    wordings: [{ audienceId: audience.id, words: "It costs us.", nextUpdateBy: minutesLater(30) }],
  });
  await gives(incidentId, "customer_liaison", "Iva");
  await warn(20);
  await warn(25);
  const warned = await scene.db.select().from(promiseWarnings);
  expect(warned.map(({ audienceId, stage }) => [audienceId, stage])).toEqual(
    expect.arrayContaining([
      [scene.audienceId, "overdue"],
      [audience.id, "due_soon"],
    ]),
  );
});

test("nobody is warned of what is over, taken back or a drill", async () => {
  const over = await open();
  const resolved = { status: "resolved" as const, nextUpdateBy: null, services: [] };
  await say(scene, over, resolved, minutesLater(1));
  const back = await open();
  await scene.db.update(incidents).set({ withdrawnAt: noon });
  expect(back).toBeTruthy();
  expect(await warn(60)).toBe(0);
  expect(await letters()).toEqual([]);
});

test("a change that says nothing to the public does not make its promise look young", async () => {
  const incidentId = await open();
  await gives(incidentId, "customer_liaison", "Ida");
  // A raised severity, a link, a role: the incident changed a minute before, and nobody was told anything.
  await scene.db
    .update(incidents)
    .set({ updatedAt: minutesLater(15.5) })
    .where(eq(incidents.id, incidentId));
  await warn(16);
  expect(await letters()).toContain("ida@larkfield.example: Update due in five minutes: Card payments fail");
});
