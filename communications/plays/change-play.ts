import { inArray, sql } from "drizzle-orm";
import { z } from "zod";
import type { Db } from "@/db/client";
import type { Context } from "@/db/context";
import { recordEvent } from "@/db/record-event";
import { playSets } from "@/db/schema/plays";
import { wordTemplates } from "@/db/schema/rules";
import { users } from "@/db/schema/users";
import { DomainError } from "@/lib/domain-error";
import { newId } from "@/lib/ids";
import { readPrivateAudiences } from "@/status/audiences/read-audience";
import { authorise } from "@/status/authorise";
import { Play, Plays, TypedSummons } from "@/status/plays/play";
import { playsInUse, Reason } from "@/status/plays/read-plays";
import { Id } from "@/status/updates/schemas";
import { keepAddresses, withNormalWays } from "./addresses";

const ChangePlay = Play.extend({ id: Id.nullable(), summon: TypedSummons, reason: Reason });
export type ChangePlay = z.input<typeof ChangePlay>;

/**
 * Writes a play, or changes one: a new version of all of them, with the reason, in use at once. For owners. Refuses
 * people who cannot be summoned (`person_unfit`), what is gone (`audience_unknown`, `template_unknown`), and a second
 * play for the same severity and type (`play_doubled`).
 */
export async function changePlay(ctx: Context, input: ChangePlay): Promise<{ playId: string }> {
  authorise(ctx.actor, "decide plays");
  const { reason, id, summon, ...said } = ChangePlay.parse(input);
  const typed = summon.map(withNormalWays);
  await refuseUnfit(ctx, { ...said, summon: typed });
  const playId = id ?? newId();
  await newVersion(ctx, reason, async (tx, plays) => {
    const play: Play = { ...said, id: playId, summon: await keepAddresses(tx, typed) };
    const others = plays.filter((one) => one.id !== play.id);
    if (others.some(({ severity, type }) => severity === play.severity && type === play.type)) {
      const words = "There is a play for this severity and type already. Change that one.";
      throw new DomainError("play_doubled", words, { severity: words });
    }
    if (id && others.length === plays.length) throw gone();
    return id ? plays.map((one) => (one.id === id ? play : one)) : [...plays, play];
  });
  return { playId };
}

const RemovePlay = z.object({ id: Id, reason: Reason });

/** Takes a play out of use, with the reason; old versions keep it. For owners. */
export async function removePlay(ctx: Context, input: z.input<typeof RemovePlay>): Promise<void> {
  authorise(ctx.actor, "decide plays");
  const { id, reason } = RemovePlay.parse(input);
  await newVersion(ctx, reason, async (_tx, plays) => {
    const left = plays.filter((one) => one.id !== id);
    if (left.length === plays.length) throw gone();
    return left;
  });
}

/** One version after the other: two owners at once do not lose each other's. */
async function newVersion(
  ctx: Context,
  reason: string,
  change: (tx: Db, plays: Play[]) => Promise<Play[]>,
): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended('drawbridge plays', 0))`);
    const { version, plays } = await playsInUse(tx);
    await tx.insert(playSets).values({
      ...{ version: version + 1, plays: Plays.parse(await change(tx, plays)), reason },
      ...{ writtenBy: ctx.actor.kind === "user" ? ctx.actor.id : null, writtenAt: ctx.now },
    });
    const details = { version: version + 1, reason };
    await recordEvent({ ...ctx, db: tx }, { kind: "plays_changed", details });
  });
}

type Checked = Pick<Play, "audienceIds" | "templateId"> & { summon: TypedSummons };

async function refuseUnfit({ db }: Context, { summon, audienceIds, templateId }: Checked): Promise<void> {
  const ids = summon.flatMap(({ people }) => people.map(({ userId }) => userId));
  const known = ids.length ? await db.select().from(users).where(inArray(users.id, ids)) : [];
  for (const { role, people } of summon) {
    const refuse = (words: string) => new DomainError("person_unfit", words, { [`people.${role}`]: words });
    if (new Set(people.map(({ userId }) => userId)).size < people.length) {
      throw refuse("Name each person once for a role.");
    }
    for (const { userId } of people) {
      const user = known.find((one) => one.id === userId);
      if (!user || user.disabledAt) throw refuse("An account you chose is shut. Choose somebody else.");
      if (user.role === "viewer")
        throw refuse(`${user.name ?? user.email} may only look. Choose somebody else.`);
    }
  }
  if ((await readPrivateAudiences(db, audienceIds)).length < new Set(audienceIds).size) {
    throw new DomainError("audience_unknown", "An audience you chose is gone. Reload, and choose again.");
  }
  if (!templateId) return;
  const [template] = await db
    .select()
    .from(wordTemplates)
    .where(inArray(wordTemplates.id, [templateId]));
  if (!template || template.archivedAt) {
    throw new DomainError("template_unknown", "These ready words are gone. Reload, and choose others.");
  }
}

const gone = () => new DomainError("play_unknown", "This play is gone. Reload the page.");
