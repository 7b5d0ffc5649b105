import { eq, sql } from "drizzle-orm";
import type { Transport } from "@/communications/channels/channel";
import type { Db } from "@/db/client";
import { senders } from "@/db/schema/senders";

/** A little less than the limit, so that what jitters on the way never arrives as one request too many. */
const shareOfLimit = 0.965;
/** Whoever waits longer gives the job back: a resting provider must not hold jobs that others could look at. */
const patienceMilliseconds = 20_000;

export type TurnTaken = { kind: "now" } | { kind: "rests"; why: string };

/**
 * Waits for a turn to call a provider. All workers on all machines draw their turns from one row, by the database's
 * clock, so that together they keep to its rate: ours, or the provider's own when it told us a smaller one. While
 * the provider rests (rest.ts) nobody has a turn.
 */
export async function takeTurn(db: Db, { name, perSecond, toldPerSecond }: Transport): Promise<TurnTaken> {
  const begun = performance.now();
  for (;;) {
    const turn = await reserve(db, name, perSecond, toldPerSecond ?? null);
    const waited = performance.now() - begun;
    if (turn.restMilliseconds > 0) {
      if (waited + turn.restMilliseconds > patienceMilliseconds) {
        await sleep(patienceMilliseconds - waited);
        return { kind: "rests", why: turn.why ?? "We were told to wait" };
      }
      await sleep(turn.restMilliseconds);
      continue;
    }
    await sleep(turn.waitMilliseconds);
    return { kind: "now" };
  }
}

type Reserved = { waitMilliseconds: number; restMilliseconds: number; why: string | null };

async function reserve(
  db: Db,
  name: string,
  perSecond: number | null,
  toldPerSecond: number | null,
): Promise<Reserved> {
  const [found] = await db.select().from(senders).where(eq(senders.name, name));
  // Without a limit the row is only looked at: workers need not queue for it.
  if (found && perSecond === null && found.pausedUntil === null)
    return { waitMilliseconds: 0, restMilliseconds: 0, why: null };
  if (!found) await db.insert(senders).values({ name }).onConflictDoNothing();
  const { rows } = await db.execute<{ wait: number; rest: number; why: string | null }>(sql`
    update ${senders} s set
      told_per_second = coalesce(${toldPerSecond}::float8, s.told_per_second),
      next_turn_at = case
        when s.paused_until > clock_timestamp() then s.next_turn_at
        else greatest(s.next_turn_at, clock_timestamp()) + make_interval(secs => ${interval(perSecond, toldPerSecond)}) end
    from (select name, next_turn_at from ${senders} where name = ${name} for update) before
    where s.name = before.name
    returning
      greatest(0, extract(epoch from before.next_turn_at - clock_timestamp()) * 1000)::float8 as wait,
      greatest(0, extract(epoch from s.paused_until - clock_timestamp()) * 1000)::float8 as rest,
      s.paused_why as why`);
  const { wait, rest, why } = rows[0]!;
  return { waitMilliseconds: wait ?? 0, restMilliseconds: rest ?? 0, why };
}

/** Seconds from one turn to the next, as SQL over the row's own knowledge. */
function interval(perSecond: number | null, toldPerSecond: number | null) {
  if (perSecond === null) return sql`0`;
  return sql`1 / (${shareOfLimit}::float8 * least(${perSecond}::float8, coalesce(${toldPerSecond}::float8, s.told_per_second, ${perSecond}::float8)))`;
}

const sleep = (milliseconds: number) =>
  milliseconds > 0 ? new Promise<void>((resolve) => setTimeout(resolve, milliseconds)) : Promise.resolve();
