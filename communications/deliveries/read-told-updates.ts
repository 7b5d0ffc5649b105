import { asc, desc, eq, inArray, max, sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import { audiences } from "@/db/schema/audiences";
import { fanOuts } from "@/db/schema/deliveries";
import { incidents } from "@/db/schema/incidents";
import { maintenances } from "@/db/schema/maintenances";
import { updates } from "@/db/schema/updates";
import { groupBy } from "@/lib/group-by";
import type { AudienceKind, Channel, UpdateStatus } from "@/lib/vocabulary";
import { shownTitle } from "@/status/incidents/shown-title";
import { shownNumber } from "@/status/updates/shown-number";
import { type CountedState, counted } from "./delivery-states";
import { waitingIn } from "./read-deliveries";

/** How many messages are in which state. `planned` is how many there are in all; `waiting` is planned and sending together. */
export type ToldCounts = Record<CountedState, number> & { planned: number; waiting: number };

/** The telling of one update on one channel. */
export type ToldChannel = ToldCounts & {
  channel: Channel;
  /** Whether everybody was asked whether they hear; until then `planned` still rises. */
  complete: boolean;
  plannedAt: Date;
  startedAt: Date | null;
  finishedAt: Date | null;
};

/** The telling of one update to one audience, all channels together and each for itself. */
export type ToldAudience = ToldCounts & {
  audienceId: string;
  /** "Public" for the public: its own name is that of the whole page. */
  name: string;
  channels: (ToldCounts & { channel: Channel })[];
};

/** The telling of one update, all channels together and each for itself, and so for each audience. */
export type ToldUpdate = ToldCounts & {
  updateId: string;
  incidentId: string | null;
  maintenanceId: string | null;
  title: string;
  number: number;
  status: UpdateStatus;
  subject: string;
  /** Until then nothing leaves, because it can be undone. */
  undoUntil: Date | null;
  plannedAt: Date;
  finishedAt: Date | null;
  channels: ToldChannel[];
  /** The public first, then in the desk's order. */
  audiences: ToldAudience[];
};

/** The newest tellings, newest first. */
export async function readToldUpdates(
  db: Db,
  { limit, offset = 0 }: { limit: number; offset?: number },
): Promise<ToldUpdate[]> {
  const newest = await db
    .select({ updateId: fanOuts.updateId })
    .from(fanOuts)
    .innerJoin(updates, eq(updates.id, fanOuts.updateId))
    .groupBy(fanOuts.updateId)
    .orderBy(desc(max(fanOuts.plannedAt)), desc(max(updates.postedAt)), desc(fanOuts.updateId))
    .limit(limit)
    .offset(offset);
  return readTold(
    db,
    newest.map(({ updateId }) => updateId),
  );
}

/** How many updates were told: the list has pages. */
export async function countToldUpdates(db: Db): Promise<number> {
  const [row] = await db
    .select({ n: sql<number>`count(distinct ${fanOuts.updateId})`.mapWith(Number) })
    .from(fanOuts);
  return row?.n ?? 0;
}

/** One telling; null when the update was not told. */
export async function readToldUpdate(db: Db, updateId: string): Promise<ToldUpdate | null> {
  return (await readTold(db, [updateId]))[0] ?? null;
}

async function readTold(db: Db, ids: string[]): Promise<ToldUpdate[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .select({
      fanOut: fanOuts,
      incidentId: updates.incidentId,
      maintenanceId: updates.maintenanceId,
      title: sql<string>`coalesce(${shownTitle}, ${maintenances.title})`,
      number: shownNumber,
      status: updates.status,
      undoUntil: updates.undoUntil,
      audience: { name: audiences.name, kind: audiences.kind },
    })
    .from(fanOuts)
    .innerJoin(updates, eq(updates.id, fanOuts.updateId))
    .innerJoin(audiences, eq(audiences.id, fanOuts.audienceId))
    .leftJoin(incidents, eq(incidents.id, updates.incidentId))
    .leftJoin(maintenances, eq(maintenances.id, updates.maintenanceId))
    .where(inArray(fanOuts.updateId, ids))
    .orderBy(
      asc(eq(audiences.kind, "private")),
      ...[asc(audiences.position), asc(audiences.name), asc(audiences.id), asc(fanOuts.channel)],
    );
  const byUpdate = groupBy(rows, ({ fanOut }) => fanOut.updateId);
  return ids.flatMap((id) => {
    const some = byUpdate.get(id);
    return some ? [together(some)] : [];
  });
}

type Row = Omit<
  ToldUpdate,
  keyof ToldCounts | "updateId" | "subject" | "plannedAt" | "finishedAt" | "channels" | "audiences"
> & {
  fanOut: typeof fanOuts.$inferSelect;
  audience: { name: string; kind: AudienceKind };
};

function together(rows: Row[]): ToldUpdate {
  const { fanOut: first, audience: _, ...update } = rows[0]!;
  const told = rows.map(({ fanOut }): ToldChannel => ({ ...fanOut, waiting: waitingIn(fanOut) }));
  const channels = [...groupBy(told, ({ channel }) => channel).values()]
    .map(acrossAudiences)
    .toSorted(byChannel);
  const finished = channels.every(({ finishedAt }) => finishedAt !== null);
  return {
    ...update,
    ...sumOf(channels),
    updateId: first.updateId,
    subject: first.subject,
    plannedAt: earliest(channels.map(({ plannedAt }) => plannedAt)),
    finishedAt: finished ? latest(channels.flatMap(({ finishedAt }) => finishedAt ?? [])) : null,
    channels,
    audiences: [...groupBy(rows, ({ fanOut }) => fanOut.audienceId).values()].map(toAudience),
  };
}

const byChannel = (a: ToldChannel, b: ToldChannel) => (a.channel < b.channel ? -1 : 1);

function toAudience(rows: Row[]): ToldAudience {
  const { fanOut, audience } = rows[0]!;
  const channels = rows.map(({ fanOut: one }) => ({
    ...sumOf([{ ...one, waiting: waitingIn(one) }]),
    channel: one.channel,
  }));
  const name = audience.kind === "public" ? "Public" : audience.name;
  return { ...sumOf(channels), audienceId: fanOut.audienceId, name, channels };
}

/** A channel's tellings of one update to several audiences, as one. */
function acrossAudiences(told: ToldChannel[]): ToldChannel {
  const started = told.flatMap(({ startedAt }) => startedAt ?? []);
  const finished = told.flatMap(({ finishedAt }) => finishedAt ?? []);
  return {
    ...sumOf(told),
    channel: told[0]!.channel,
    complete: told.every(({ complete }) => complete),
    plannedAt: earliest(told.map(({ plannedAt }) => plannedAt)),
    startedAt: started.length ? earliest(started) : null,
    finishedAt: finished.length === told.length ? latest(finished) : null,
  };
}

/** Several counts as one. */
export const sumOf = (channels: ToldCounts[]) =>
  Object.fromEntries(
    [...counted, "planned" as const, "waiting" as const].map((name) => [
      name,
      channels.reduce((sum, one) => sum + one[name], 0),
    ]),
  ) as ToldCounts;

const earliest = (times: Date[]) => new Date(Math.min(...times.map((at) => at.getTime())));
const latest = (times: Date[]) => new Date(Math.max(...times.map((at) => at.getTime())));
