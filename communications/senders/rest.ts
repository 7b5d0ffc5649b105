import { eq, sql } from "drizzle-orm";
import type { Outcome, Rest } from "@/communications/channels/channel";
import type { Db } from "@/db/client";
import type { Context } from "@/db/context";
import { senders } from "@/db/schema/senders";
import { DomainError } from "@/lib/domain-error";

/** After faults in a row: 1, 2, 4 … seconds, at most a minute, so that a provider that is back is found soon. */
const faultSecondsMax = 60;

type Resting = Extract<Outcome, { kind: "tryAgain" }> & { rest: Rest };
export const isResting = (outcome: Outcome): outcome is Resting =>
  outcome.kind === "tryAgain" && outcome.rest !== undefined;

const words: Record<Rest, string> = {
  rate: "We were asked to slow down",
  quota: "The quota is used up",
  key: "Our key was refused: check the configuration",
  fault: "It does not answer as it should",
};

/** Lets a provider rest: nobody on any machine calls it until the time is over. What it said is kept for the desk. */
export async function letRest(
  db: Db,
  name: string,
  { rest, reason, retryAfterSeconds }: Resting,
): Promise<void> {
  const why = `${words[rest]} (${reason.slice(0, 300)})`;
  await db.insert(senders).values({ name }).onConflictDoNothing();
  await db.execute(sql`
    update ${senders} s set
      paused_until = greatest(s.paused_until, clock_timestamp() + make_interval(secs =>
        coalesce(${retryAfterSeconds}::float8, least(${faultSecondsMax}, power(2, s.faults_in_row))))),
      paused_since = coalesce(s.paused_since, clock_timestamp()),
      paused_why = ${why},
      -- Calls that fail together are one fault.
      faults_in_row = least(30, s.faults_in_row + case when s.paused_until > clock_timestamp() then 0 else 1 end)
    where s.name = ${name}`);
}

/** A provider took something: whatever was the matter is over. Writes only when something was. */
export async function endRest(db: Db, name: string): Promise<void> {
  await db.execute(sql`
    update ${senders} set paused_until = null, paused_since = null, paused_why = null, faults_in_row = 0
    where name = ${name} and (faults_in_row > 0 or paused_until is not null)`);
}

/** Somebody at the desk mended what was wrong (a key, a quota) and does not want to wait. Owners and liaisons. */
export async function resumeNow(ctx: Context, { name }: { name: string }): Promise<void> {
  if (ctx.actor.kind !== "user" || ctx.actor.role === "viewer") {
    throw new DomainError("not_allowed", "Your role can look, but not resume sending. Ask an owner.");
  }
  await ctx.db.update(senders).set({ pausedUntil: null }).where(eq(senders.name, name));
}

export type RestingSender = { name: string; why: string; since: Date; until: Date };

/** Providers that rest for longer than a moment: what the desk warns of. */
export async function readResting(db: Db, now: Date): Promise<RestingSender[]> {
  const rows = await db.select().from(senders);
  return rows.flatMap(({ name, pausedUntil, pausedSince, pausedWhy }) =>
    pausedSince && pausedWhy && pausedUntil && pausedUntil > now
      ? [{ name, why: pausedWhy, since: pausedSince, until: pausedUntil }]
      : [],
  );
}
