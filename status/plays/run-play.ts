import { and, eq, inArray, isNull } from "drizzle-orm";
import type { Context } from "@/db/context";
import { recordEvent } from "@/db/record-event";
import { audiences } from "@/db/schema/audiences";
import { playRuns, summons } from "@/db/schema/plays";
import type { IncidentType, Severity } from "@/lib/vocabulary";
import { isExternal } from "@/status/approvals/who-approves";
import { insertOpenAudiences } from "@/status/incidents/open-audiences";
import { holderOf } from "@/status/incidents/roles/holders";
import { callNext } from "./call-next";
import { choosePlay } from "./choose-play";
import type { Play } from "./play";
import { playsInUse } from "./read-plays";

type Incident = {
  id: string;
  severity: Severity;
  type: IncidentType;
  nextUpdateBy: Date | null;
  privateOnly: boolean;
};

/**
 * Runs the play of an incident's severity, once for each incident: summons people to their roles, opens audiences with
 * the promise, attaches the ready words. Part of the transaction of the verb that opens or raises it, and its last
 * part. Does nothing where no play fits, or it ran before.
 */
export async function runPlay(ctx: Context, incident: Incident): Promise<void> {
  const { version, plays } = await playsInUse(ctx.db);
  const play = choosePlay(plays, incident);
  if (!play) return;
  const { id: incidentId } = incident;
  const { id: playId, name, templateId } = play;
  const [run] = await ctx.db
    .insert(playRuns)
    .values({ incidentId, playId, name, version, templateId, ranAt: ctx.now })
    .onConflictDoNothing()
    .returning({ id: playRuns.id });
  if (!run) return;
  const opened = await openFor(ctx, play, incident);
  const details = { playId, play: name, version, ...(opened.length > 0 && { audiences: opened }) };
  await recordEvent(ctx, { kind: "play_ran", incidentId, details });
  for (const wanted of play.summon) await summon(ctx, run.id, incidentId, play, wanted);
}

/**
 * Asks the first person for a role. Nobody is asked where somebody took the role already; only the liaison's goes on
 * to a summoned one from whoever happened to open the incident.
 */
async function summon(
  ctx: Context,
  runId: string,
  incidentId: string,
  { answerSeconds }: Play,
  { role, people }: Play["summon"][number],
): Promise<void> {
  const holder = await holderOf(ctx.db, incidentId, role);
  const isTheirs = people.some(({ userId }) => userId === holder?.userId);
  if (holder && !holder.gone && (isTheirs || role !== "customer_liaison")) return;
  const [made] = await ctx.db
    .insert(summons)
    .values({
      runId,
      incidentId,
      role,
      people,
      answerSeconds,
      state: "waiting",
      startedAt: ctx.now,
      dueAt: ctx.now,
    })
    // A play of another severity may be asking for this role already: it goes on.
    .onConflictDoNothing()
    .returning();
  if (made) await callNext(ctx, made);
}

/** Opens the play's audiences; answers their names. Of a security incident, or one that is not public, nobody outside the house learns by it. */
async function openFor(ctx: Context, play: Play, incident: Incident): Promise<string[]> {
  if (play.audienceIds.length === 0) return [];
  const known = await ctx.db
    .select()
    .from(audiences)
    .where(
      and(
        inArray(audiences.id, play.audienceIds),
        eq(audiences.kind, "private"),
        isNull(audiences.archivedAt),
      ),
    );
  const some = known.filter(
    (audience) => (incident.type !== "security" && !incident.privateOnly) || !isExternal(audience),
  );
  if (some.length === 0) return [];
  const promised = promiseOfPlay(play, ctx.now) ?? incident.nextUpdateBy;
  const audienceIds = some.map(({ id }) => id);
  await insertOpenAudiences(ctx, { incidentId: incident.id, audienceIds, nextUpdateBy: promised });
  return some.map(({ name }) => name);
}

/** When the clock that a play starts runs out; null where it leaves that to the cadence. */
export const promiseOfPlay = ({ promiseMinutes }: Play, now: Date): Date | null =>
  promiseMinutes ? new Date(now.getTime() + promiseMinutes * 60_000) : null;
