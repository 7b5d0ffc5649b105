import { eq } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import { warnOfPromises } from "@/communications/cadence/warn-of-promises";
import { minutesLater, noon, openOnCheckout, stage } from "@/communications/testing/stage";
import type { Actor, Context } from "@/db/context";
import { makeUser } from "@/db/factories";
import { incidentRoleHolders, incidents, personalLetters, playSets } from "@/db/schema";
import { changePlay } from "./change-play";

const scene = stage();
let fresh = 0;

async function person(role: "owner" | "liaison") {
  const email = `person-${fresh++}@larkfield.example`;
  const { id } = await makeUser(scene.db, { name: "Maya", role, email });
  const actor: Actor = { kind: "user", id, role, name: "Maya" };
  return { email, id, ctx: { db: scene.db, now: noon, actor } satisfies Context };
}

const ways = [
  { channel: "email" as const, address: null },
  { channel: "sms" as const, address: "+351912345678" },
  { channel: "push" as const, address: null },
];

/** A play of SEV1 that names Maya by mail, text message and browser. */
async function decide(userId: string, named = ways) {
  const owner = await person("owner");
  const summon = [{ role: "customer_liaison" as const, people: [{ userId, ways: named }] }];
  await changePlay(owner.ctx, {
    ...{
      id: null,
      name: "Everything stops",
      severity: "SEV1",
      type: null,
      audienceIds: [],
      templateId: null,
    },
    ...{ summon, promiseMinutes: null, answerSeconds: 120, reason: "Decided on a calm day." },
  });
}

async function holds(incidentId: string, userId: string) {
  const values = { incidentId, role: "customer_liaison" as const, userId, offeredAt: noon, acceptedAt: noon };
  await scene.db
    .update(incidentRoleHolders)
    .set({ endedAt: noon })
    .where(eq(incidentRoleHolders.incidentId, incidentId));
  await scene.db.insert(incidentRoleHolders).values(values);
}

/** The promise is for 12:20. */
const warned = async () => {
  await warnOfPromises({ db: scene.db, now: minutesLater(15) });
  return scene.db.select().from(personalLetters).where(eq(personalLetters.kind, "promise_due"));
};

beforeEach(async () => {
  for (const table of [personalLetters, playSets]) await scene.db.delete(table);
  await scene.db.update(incidents).set({ withdrawnAt: noon });
});

test("a liaison is warned of a promise by the ways that a play names for them, once on each", async () => {
  const maya = await person("liaison");
  await decide(maya.id);
  const { incidentId } = await openOnCheckout(scene, { severity: "SEV1" });
  await holds(incidentId!, maya.id);
  await warned();
  const letters = await warned();
  expect(letters.map(({ channel, address }) => [channel, address]).toSorted()).toEqual([
    ["email", maya.email],
    ["sms", "+351912345678"],
  ]);
  expect(letters.find(({ channel }) => channel === "sms")!.text).toMatch(
    /^Update due in five minutes: Card payments fail \S+\/update$/,
  );
});

test("what a play in use names counts also where it did not run; who is in none is warned by mail alone", async () => {
  const maya = await person("liaison");
  await decide(maya.id);
  const { incidentId } = await openOnCheckout(scene, { severity: "SEV3" });
  await holds(incidentId!, maya.id);
  expect((await warned()).map(({ channel }) => channel).toSorted()).toEqual(["email", "sms"]);

  await scene.db.delete(personalLetters);
  await scene.db.update(incidents).set({ withdrawnAt: noon });
  const tomasz = await person("liaison");
  const other = await openOnCheckout(scene, { severity: "SEV3" });
  await holds(other.incidentId!, tomasz.id);
  expect((await warned()).map(({ channel, address }) => [channel, address])).toEqual([
    ["email", tomasz.email],
  ]);
});

test("ways as they were when the play ran hold for its incident, whatever is decided later", async () => {
  const maya = await person("liaison");
  await decide(maya.id);
  const { incidentId } = await openOnCheckout(scene, { severity: "SEV1" });
  await holds(incidentId!, maya.id);
  await scene.db.delete(playSets);
  await decide(maya.id, [{ channel: "email", address: null }]);
  expect((await warned()).map(({ channel }) => channel).toSorted()).toEqual(["email", "sms"]);
});
