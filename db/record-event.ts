import { and, eq, sql } from "drizzle-orm";
import { backstageKinds, type EventKind } from "../lib/vocabulary";
import type { Context } from "./context";
import { audiences, events, incidents, updateWords } from "./schema";

/** PostgreSQL channel on which a new event wakes the worker and the desks; the payload is `News` as JSON. */
export const eventsChannel = "drawbridge_events";

/** What is called out when an event commits. */
export type News = {
  event: number;
  /** The public version with it. */
  version: number;
  kind: EventKind;
  /** The incident it is about, if it is about one. */
  incident: string | null;
};

type Happening = {
  kind: EventKind;
  incidentId?: string;
  maintenanceId?: string;
  updateId?: string;
  details?: Record<string, unknown>;
};
type Visibility = {
  /** It hides what readers saw until now: they must notice, though nothing of it is theirs from now on. */
  hides?: boolean;
};

/**
 * Records what happened in the transaction that makes it so, raises the public version where readers could see it,
 * and wakes the worker on commit. Answers the version that readers get with this change. Call it last in a verb: it
 * locks the public page's row, so publications are numbered in the order they commit.
 */
export async function recordEvent(
  ctx: Context,
  { hides, ...happening }: Happening & Visibility,
): Promise<{ eventId: number; version: number }> {
  const backstage = !hides && (await isBackstage(ctx, happening));
  const [audience] = await (backstage ? readVersion(ctx) : raiseVersion(ctx));
  if (!audience) throw new Error("The public page's row is missing: run the migrations and the seed.");
  const [event] = await ctx.db
    .insert(events)
    .values({
      ...happening,
      publicVersion: audience.version,
      actorId: ctx.actor.kind === "user" ? ctx.actor.id : null,
      at: ctx.now,
    })
    .returning({ id: events.id });
  const news: News = {
    ...{ event: event!.id, version: audience.version },
    ...{ kind: happening.kind, incident: happening.incidentId ?? null },
  };
  await ctx.db.execute(sql`select pg_notify(${eventsChannel}, ${JSON.stringify(news)})`);
  return { eventId: news.event, version: news.version };
}

const version = { version: audiences.publicVersion };
const thePublic = eq(audiences.slug, "public");

const raiseVersion = ({ db, now }: Context) =>
  db
    .update(audiences)
    .set({ publicVersion: sql`${audiences.publicVersion} + 1`, updatedAt: now })
    .where(thePublic)
    .returning(version);

const readVersion = ({ db }: Context) => db.select(version).from(audiences).where(thePublic);

/**
 * Of a locked security incident, and of what is said to private audiences alone, readers must not even notice that
 * something happened.
 */
async function isBackstage({ db }: Context, { kind, incidentId, updateId }: Happening): Promise<boolean> {
  if ((backstageKinds as readonly EventKind[]).includes(kind)) return true;
  if (!incidentId) return false;
  const [incident] = await db
    .select({
      type: incidents.type,
      releasedAt: incidents.releasedAt,
      privateOnly: incidents.privateOnly,
    })
    .from(incidents)
    .where(eq(incidents.id, incidentId));
  if (incident?.type === "security" && incident.releasedAt === null) return true;
  // With an update it is its words that count: one that is taken back may have been the only public one.
  return updateId ? !(await hasPublicWords(db, updateId)) : incident?.privateOnly === true;
}

async function hasPublicWords(db: Context["db"], updateId: string): Promise<boolean> {
  const [words] = await db
    .select({ id: updateWords.updateId })
    .from(updateWords)
    .innerJoin(audiences, eq(audiences.id, updateWords.audienceId))
    .where(and(eq(updateWords.updateId, updateId), thePublic));
  return words !== undefined;
}
