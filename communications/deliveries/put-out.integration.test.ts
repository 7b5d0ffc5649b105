import { and, eq } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { readSent } from "@/communications/subscribers/read-sent";
import { addSubscriber, noon, openOnCheckout, say, stage } from "@/communications/testing/stage";
import type { Actor, Context } from "@/db/context";
import { makeAudience, makeUser } from "@/db/factories";
import { deliveries, events, fanOuts, incidentAudiences } from "@/db/schema";
import type { Role } from "@/lib/vocabulary";
import { askApproval } from "@/status/approvals/ask-approval";
import { decideApproval } from "@/status/approvals/decide-approval";
import { letIn } from "@/status/audiences/let-in";
import { readPrivatePage } from "@/status/audiences/private/read-private-page";
import { readAudience } from "@/status/audiences/read-audience";
import { acceptRole } from "@/status/incidents/roles/accept-role";
import { offerRole } from "@/status/incidents/roles/offer-role";
import { claimBatch } from "./claim-batch";
import { ledgerCsv } from "./ledger-csv";
import { planFanOut } from "./plan-fan-out";
import { putOut } from "./put-out";
import { retractIncident } from "./retract-incident";
import { retryFailed } from "./retry-failed";

const scene = stage();
const code = (code: string) => expect.objectContaining({ code });
const words = "Tell callers that we look into sign-in.";
const wanted = { reason: "They are done with it." };
const cannotWait = "Those who called must know tonight.";
let olga: Context;
let lea: Context;
let sales: string;
let support: string;
/** One person in both audiences, by one address, and one more in each. */
let ofSales: { both: string; one: string; late: string };
let ofSupport: { both: string; one: string };
let incidentId: string;
let first: string;
let second: string;

const idOf = ({ actor }: Context) => (actor as Extract<Actor, { kind: "user" }>).id;
async function person(name: string, role: Role): Promise<Context> {
  const { id } = await makeUser(scene.db, { name, role });
  return { db: scene.db, now: noon, actor: { kind: "user", id, role, name } };
}
async function page(audienceId: string) {
  return (await readPrivatePage(scene.db, await readAudience(scene.db, audienceId), noon)).incidents;
}
const stateOf = async (recipientId: string, updateId: string) => {
  const row = and(eq(deliveries.recipientId, recipientId), eq(deliveries.updateId, updateId));
  return (await scene.db.select().from(deliveries).where(row))[0]?.state;
};
/** What of an update was planned, by audience: its rows are counted as the fan-out counts them. */
async function counted(updateId: string, audienceId: string) {
  const of = and(eq(fanOuts.updateId, updateId), eq(fanOuts.audienceId, audienceId));
  return (await scene.db.select().from(fanOuts).where(of))[0];
}

/** Says something to audiences that were let in, with legal's yes to each. */
async function tell(audienceIds: string[]): Promise<string> {
  for (const audienceId of audienceIds) {
    const { approvalId } = await askApproval(scene.liaison(), { incidentId, audienceId, words });
    await decideApproval(lea, { approvalId, decision: "approved" });
  }
  const wordings = audienceIds.map((audienceId) => ({ audienceId, words }));
  const { updateId } = await say(scene, incidentId, { words: null, services: [], wordings }, noon);
  return updateId;
}
async function plan(updateId: string) {
  const [event] = await scene.db.select().from(events).where(eq(events.updateId, updateId));
  await planFanOut({ db: scene.db, now: noon }, event!.id);
}
const become = (updateId: string, recipientId: string, state: "sent" | "failed") =>
  scene.db
    .update(deliveries)
    .set({ state, address: "somebody@reader.example", sendingAt: noon, settledAt: noon })
    .where(and(eq(deliveries.updateId, updateId), eq(deliveries.recipientId, recipientId)));

beforeAll(async () => {
  [olga, lea] = [await person("Olga", "owner"), await person("Lea", "liaison")];
  sales = (await makeAudience(scene.db, { name: "Sales", slug: "sales" })).id;
  support = (await makeAudience(scene.db, { name: "Support", slug: "support" })).id;
  const both = { address: "kim@reader.example" };
  ofSales = {
    both: await addSubscriber(scene, { audienceId: sales, ...both }),
    one: await addSubscriber(scene, { audienceId: sales }),
    late: await addSubscriber(scene, { audienceId: sales }),
  };
  ofSupport = {
    both: await addSubscriber(scene, { audienceId: support, ...both }),
    one: await addSubscriber(scene, { audienceId: support }),
  };
  const opened = await openOnCheckout(scene, {
    ...{ type: "security", codename: "Quiet Heron", title: "Tokens stolen", tell: false },
  });
  ({ incidentId } = opened);
  const { offerId } = await offerRole(olga, { incidentId, role: "legal", userId: idOf(lea) });
  await acceptRole(lea, { offerId });
  for (const audienceId of [sales, support]) {
    await letIn(olga, { incidentId, audienceId, reason: "They must answer callers." });
  }
  first = await tell([sales, support]);
  await plan(first);
  await become(first, ofSales.one, "sent");
  await become(first, ofSales.late, "failed");
  await scene.db
    .update(fanOuts)
    .set({ sent: 1, failed: 1 })
    .where(and(eq(fanOuts.updateId, first), eq(fanOuts.audienceId, sales)));
  second = await tell([sales, support]);
});

test("only an owner, or whoever let them in, puts an audience out, with a reason", async () => {
  const them = { incidentId, audienceId: sales };
  await expect(putOut(lea, { ...them, ...wanted })).rejects.toThrow(code("not_allowed"));
  await expect(putOut(olga, { ...them, reason: "no" })).rejects.toThrow(/Say why/);
  await scene.db.update(incidentAudiences).set({ letInBy: idOf(lea) });
  await putOut(lea, { ...them, ...wanted });
  await expect(putOut(olga, { ...them, ...wanted })).rejects.toThrow(code("not_let_in"));
  const [event] = await scene.db.select().from(events).where(eq(events.kind, "audience_put_out"));
  expect(event).toMatchObject({
    ...{ actorId: idOf(lea), incidentId },
    details: { audienceId: sales, name: "Sales", reason: wanted.reason },
  });
});

test("their page and their messages say nothing of it; the ledger and the others do", async () => {
  expect(await page(sales)).toEqual([]);
  expect(await readSent(scene, ofSales.one)).toEqual([]);
  expect(await page(support)).toMatchObject([{ id: incidentId, title: "Quiet Heron" }]);
  expect(await readSent(scene, ofSupport.one)).toHaveLength(1);
  let ledger = "";
  for await (const part of ledgerCsv(scene.liaison(), first)) ledger += part;
  expect(ledger).toContain("somebody@reader.example,sent");
});

test("what waited for them is stopped; words that it would have brought to somebody in another audience go by themselves", async () => {
  expect(await stateOf(ofSales.one, first)).toBe("sent");
  expect(await stateOf(ofSales.both, first)).toBe("suppressed");
  expect(await stateOf(ofSupport.both, first)).toBe("planned");
  expect(await stateOf(ofSupport.one, first)).toBe("planned");
  expect(await counted(first, sales)).toMatchObject({ sent: 1, failed: 1, suppressed: 1 });
  expect(await counted(first, support)).toMatchObject({ planned: 2, merged: 0, finishedAt: null });
});

test("what was said to them and not planned yet is planned for the others alone", async () => {
  await plan(second);
  expect(await stateOf(ofSales.one, second)).toBeUndefined();
  expect(await stateOf(ofSales.both, second)).toBeUndefined();
  expect(await stateOf(ofSupport.both, second)).toBe("planned");
});

test("a message that failed and is tried again by hand does not go either", async () => {
  await retryFailed(olga, { updateId: first, channel: "email", reason: "Their server is back." });
  const [row] = await scene.db
    .select()
    .from(deliveries)
    .where(and(eq(deliveries.updateId, first), eq(deliveries.recipientId, ofSales.late)));
  expect(row!.state).toBe("planned");
  const job = { updateId: first, audienceId: sales, channel: "email", batch: row!.batch } as const;
  await claimBatch({ db: scene.db, now: noon }, job);
  expect(await stateOf(ofSales.late, first)).toBe("suppressed");
});

test("nobody writes to them, with legal's yes or without, and no promise to them runs", async () => {
  const { approvalId } = await askApproval(scene.liaison(), { incidentId, audienceId: sales, words });
  await decideApproval(lea, { approvalId, decision: "approved" });
  await expect(
    say(scene, incidentId, { words: null, services: [], wordings: [{ audienceId: sales, words }] }, noon),
  ).rejects.toThrow(code("lane_locked"));
  const theirs = eq(incidentAudiences.audienceId, sales);
  expect(await scene.db.select().from(incidentAudiences).where(theirs)).toEqual([]);
});

test("taken back as a false alarm, it is closed without a line to them", async () => {
  const closing = { incidentId, reason: "a broken probe", words: "Nothing was wrong.", alone: cannotWait };
  await scene.db.update(deliveries).set({ state: "suppressed" }).where(eq(deliveries.state, "planned"));
  const { updateId } = await retractIncident(olga, closing);
  await plan(updateId);
  for (const id of Object.values(ofSales)) expect(await stateOf(id, updateId)).toBeUndefined();
});
