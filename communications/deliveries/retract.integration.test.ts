import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import {
  addSubscriber,
  minutesLater,
  noon,
  openOnCheckout,
  say,
  stage,
} from "@/communications/testing/stage";
import type { Context } from "@/db/context";
import { makeUser } from "@/db/factories";
import { deliveries, events, incidents, serviceIntervals, services, wordings } from "@/db/schema";
import { askApproval } from "@/status/approvals/ask-approval";
import { decideApproval } from "@/status/approvals/decide-approval";
import { readIncident } from "@/status/incidents/read-incident";
import { acceptRole } from "@/status/incidents/roles/accept-role";
import { offerRole } from "@/status/incidents/roles/offer-role";
import { allPaths } from "@/status/public/all-paths";
import { readFeed } from "@/status/public/read-feed";
import { readIncident as readForReaders } from "@/status/public/read-incident";
import { readStatus } from "@/status/public/read-status";
import { planFanOut } from "./plan-fan-out";
import { retractIncident } from "./retract-incident";

const scene = stage();
const words = "This was a false alarm: nothing was wrong.";
const code = (code: string) => expect.objectContaining({ code });

async function tellAll(now = noon) {
  const all = await scene.db.select({ id: events.id }).from(events).orderBy(events.id);
  for (const { id } of all) await planFanOut({ db: scene.db, now }, id);
}
const become = (recipientId: string, state: "sent" | "delivered" | "bounced" | "held") =>
  scene.db
    .update(deliveries)
    .set({ state, address: "somebody@reader.example" })
    .where(eq(deliveries.recipientId, recipientId));
const rowsOf = async (updateId: string) =>
  scene.db.select().from(deliveries).where(eq(deliveries.updateId, updateId));

async function commander(incidentId: string): Promise<Context> {
  const { id } = await makeUser(scene.db, { name: "Cleo" });
  const cleo: Context = {
    db: scene.db,
    now: noon,
    actor: { kind: "user", id, role: "liaison", name: "Cleo" },
  };
  const { offerId } = await offerRole(scene.liaison(), { incidentId, role: "commander", userId: id });
  await acceptRole(cleo, { offerId });
  return cleo;
}

test("those who were told get one closing line, the others nothing, and readers see no trace", async () => {
  const [told, arrived, onSms, bounced, waiting] = [
    await addSubscriber(scene),
    await addSubscriber(scene),
    await addSubscriber(scene, { channel: "sms", address: "+4915112345678", detail: "major_only" }),
    await addSubscriber(scene),
    await addSubscriber(scene),
  ];
  const { incidentId, updateId: first } = await openOnCheckout(scene);
  await tellAll();
  await become(told, "sent");
  for (const one of [arrived, onSms]) await become(one, "delivered");
  await become(bounced, "bounced");
  const late = await addSubscriber(scene);
  const cleo = await commander(incidentId);
  const { version, updateId } = await retractIncident(cleo, { incidentId, words, reason: "a broken probe" });
  await tellAll();
  await tellAll();

  const rows = await rowsOf(updateId);
  expect(rows.map(({ recipientId, channel }) => [recipientId, channel]).toSorted()).toEqual(
    [
      [told, "email"],
      [arrived, "email"],
      [onSms, "sms"],
    ].toSorted(),
  );
  expect(rows.map(({ recipientId }) => recipientId)).not.toContain(late);
  expect((await rowsOf(first)).find(({ recipientId }) => recipientId === waiting)!.state).toBe("suppressed");
  const [letter] = await scene.db.select().from(wordings).where(eq(wordings.updateId, updateId));
  expect(letter!.text).toContain("false alarm");
  expect(letter!.text).not.toContain(`/incidents/${incidentId}`);

  expect(await readForReaders(scene.db, "public", incidentId, noon)).toBeNull();
  expect((await readFeed(scene.db, "public")).map(({ about }) => about.id)).not.toContain(incidentId);
  expect((await allPaths(scene.db, "public")).paths.join()).not.toContain(incidentId);
  const status = (await readStatus(scene.db, "public", noon))!;
  expect([status.openIncidents, status.pastIncidents, status.page.version]).toEqual([[], [], version]);
  const [checkout] = await scene.db.select().from(services).where(eq(services.id, scene.checkout));
  expect(checkout!.state).toBe("operational");
  const spells = await scene.db
    .select()
    .from(serviceIntervals)
    .where(eq(serviceIntervals.serviceId, scene.checkout));
  expect(spells).toEqual([]);

  const { activity, withdrawnAt } = (await readIncident(scene.liaison(), incidentId))!;
  expect(withdrawnAt).toEqual(noon);
  expect(activity.at(-1)).toMatchObject({
    kind: "incident_retracted",
    who: "Cleo",
    details: { reason: "a broken probe" },
  });
  await expect(say(scene, incidentId)).rejects.toThrow(code("incident_withdrawn"));
  await expect(retractIncident(cleo, { incidentId, words, reason: "again" })).rejects.toThrow(
    code("incident_withdrawn"),
  );
});

test("without the commander's yes to the very line nothing is taken back; alone it is, on record", async () => {
  const { incidentId } = await openOnCheckout(scene);
  const liaison = scene.liaison();
  const input = { incidentId, words, reason: "a broken probe" };
  await expect(retractIncident(liaison, input)).rejects.toThrow(code("approval_missing"));
  const cleo = await commander(incidentId);
  const { approvalId } = await askApproval(liaison, { incidentId, words, audienceId: scene.audienceId });
  await expect(retractIncident(liaison, input)).rejects.toThrow(code("approval_missing"));
  await decideApproval(cleo, { approvalId, decision: "approved" });
  await expect(retractIncident(liaison, { ...input, words: "Oops." })).rejects.toThrow(
    code("approval_missing"),
  );
  const [open] = await scene.db.select().from(incidents).where(eq(incidents.id, incidentId));
  expect(open!.withdrawnAt).toBeNull();
  await retractIncident(liaison, input);
  const other = await openOnCheckout(scene, {}, minutesLater(1));
  const alone = { ...input, incidentId: other.incidentId, alone: "Nobody answers." };
  await retractIncident(scene.liaison(minutesLater(2)), alone);
  const { activity } = (await readIncident(liaison, other.incidentId))!;
  expect(activity.at(-1)).toMatchObject({ details: { alone: "Nobody answers." } });
});
