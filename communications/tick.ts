import { asc, isNull } from "drizzle-orm";
import type { Db } from "@/db/client";
import type { Context } from "@/db/context";
import { events } from "@/db/schema/events";
import { log } from "@/lib/log";
import { inRequest } from "@/lib/request-id";
import { runDueApprovals } from "@/status/approvals/run-due-approvals";
import { escalateOffers } from "@/status/incidents/roles/escalate-offers";
import { completeDueMaintenances, startDueMaintenances } from "@/status/maintenances/run-due-maintenances";
import { escalateSummons } from "@/status/plays/escalate-summons";
import { warnOfPromises } from "./cadence/warn-of-promises";
import { parkUnknown } from "./deliveries/park-unknown";
import { planFanOut } from "./deliveries/plan-fan-out";
import { applyReceipts } from "./deliveries/receipts";
import { releaseHeld } from "./deliveries/release-held";
import { reviveBatches } from "./deliveries/revive-batches";
import { tryNextWays } from "./deliveries/try-next-ways";
import { followPublication, type Publish } from "./follow-publication";
import { isAsking, tellAsked } from "./letters/tell-asked";
import { runDueRules } from "./rules/run-due-rules";
import { foldWishCounts } from "./subscribers/fold-wish-counts";
import { forgetStale } from "./subscribers/forget-stale";
import { switchOffFailing } from "./subscribers/switch-off-failing";
import type { Published } from "./what-to-publish";

/** Events planned in one step; the next step takes the rest. */
const eventsPerStep = 20;

/**
 * One step of the clock, for the worker's loop and for a cron door alike: start and end planned work, send unanswered
 * offers and summons on, take silence as a yes where that was agreed, plan the telling of events, run the rules whose time has
 * come, warn of promises that are due, take up receipts that came early, try the next way where a rule says so and one
 * failed, give held messages their turn, give batches without a job a new one, give up on lost letters, switch off what
 * keeps failing, forget what nobody confirmed, add up who wishes what,
 * bring readers the newest version (`publish`; null where another loop does, so that no fan-out holds it up).
 * Running it twice, or on two machines, does nothing twice. A part that fails does not keep the others from their
 * turn. Answers what to remember for the next step, and what failed.
 */
export async function tick(
  ctx: { db: Db; now: Date },
  last: Published | null,
  publish: Publish | null,
): Promise<{ published: Published | null; faults: Error[] }> {
  const asClock: Context = { ...ctx, actor: { kind: "system" } };
  let published = last;
  const faults: Error[] = [];
  for (const part of [
    () => startDueMaintenances(asClock),
    () => completeDueMaintenances(asClock),
    () => escalateOffers(asClock),
    () => escalateSummons(asClock),
    () => runDueApprovals(asClock),
    () => tellUntold(ctx),
    () => runDueRules(ctx),
    async () => {
      if (publish) published = await followPublication(ctx, last, publish);
    },
    () => warnOfPromises(ctx),
    () => applyReceipts(ctx),
    () => tryNextWays(ctx),
    () => releaseHeld(ctx),
    () => reviveBatches(ctx),
    () => parkUnknown(ctx),
    () => switchOffFailing(ctx),
    () => forgetStale(ctx),
    () => foldWishCounts(ctx),
  ]) {
    await part().catch((error) => faults.push(error));
  }
  return { published, faults };
}

async function tellUntold(ctx: { db: Db; now: Date }): Promise<void> {
  const untold = await ctx.db
    .select({ id: events.id, kind: events.kind, request: events.requestId, update: events.updateId })
    .from(events)
    .where(isNull(events.toldAt))
    .orderBy(asc(events.id))
    .limit(eventsPerStep);
  for (const { id, kind, request, update } of untold) {
    await inRequest(request, async () => {
      if (isAsking(kind)) await tellAsked(ctx, id);
      else await planFanOut(ctx, id);
      log().info({ event: id, kind, update }, "Its telling is planned");
    });
  }
}
