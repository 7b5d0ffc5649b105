import { and, eq, inArray, isNull, sql } from "drizzle-orm";
import { z } from "zod";
import type { Context } from "@/db/context";
import { recordEvent } from "@/db/record-event";
import { approvals, openings } from "@/db/schema/incident-people";
import { DomainError } from "@/lib/domain-error";
import { newId } from "@/lib/ids";
import { incidentRoleWords } from "@/lib/letter-words";
import { authorise } from "@/status/authorise";
import { OpenIncident, promiseOf, promisesTo } from "@/status/incidents/schemas";
import { publicAudienceId } from "@/status/updates/insert-update";
import { Id } from "@/status/updates/schemas";
import { refuseTitle, refuseWords } from "@/status/words/refuse-words";
import { objectMinutesMax } from "./ask-approval";
import { findOpeningApprover } from "./find-approver";
import { type Need, neededApprovals } from "./needed-approvals";
import { digestOf } from "./opening";
import { approvalToken, hashOfToken } from "./token";

/** How long a yes to an opening is good: what was approved this morning is not tonight's news. */
const goodHours = 4;

const AskOpening = z.object({
  opening: OpenIncident,
  /** Who is asked by name; left out: an owner. */
  approverId: Id.nullish(),
  /** The form it was written in: its draft goes when the incident is opened. */
  draftSubject: z.string().max(100).nullish(),
  objectWithinMinutes: z.number().int().min(1).max(objectMinutesMax).nullish(),
});
export type AskOpening = z.input<typeof AskOpening>;

/**
 * Asks for a yes to an incident's first words before there is one: its title, its facts, its words for everybody.
 * What the same form asked before is withdrawn. Refuses words that could not go out, where nobody's yes is needed
 * (`approval_needless`), and where nobody can be asked (`approver_missing`).
 */
export async function askOpening(
  ctx: Context,
  input: AskOpening,
): Promise<{ openingId: string; approvers: string[] }> {
  authorise(ctx.actor, "speak");
  const { opening, approverId, draftSubject, objectWithinMinutes } = AskOpening.parse(input);
  const { alone: _, ...said } = opening;
  const { actor, now } = ctx;
  if (actor.kind !== "user") throw new DomainError("people_only", "Sign in first.");
  const nextUpdateBy = promiseOf(said, now);
  const wordings = promisesTo(said, now);
  return ctx.db.transaction(async (tx) => {
    const inside = { ...ctx, db: tx };
    await refuseTitle(inside, { ...said, nextUpdateBy }, said.title);
    await refuseWords(inside, { ...said, nextUpdateBy }, { public: said.words, others: wordings });
    const publics =
      said.words === null ? [] : [{ audienceId: await publicAudienceId(inside), words: said.words }];
    const all = [...publics, ...wordings];
    const needed = await neededApprovals(
      tx,
      said.type,
      all.map(({ audienceId }) => audienceId),
    );
    if (needed.size === 0 || said.type === "security") {
      throw new DomainError("approval_needless", "Nobody’s yes is needed for these words: publish them.");
    }
    await withdrawEarlier(inside, said.onceKey);
    const openingId = newId();
    await tx.insert(openings).values({
      ...{ id: openingId, input: { ...said, nextUpdateBy, wordings }, digest: digestOf(said) },
      ...{ draftSubject, approverId, proposedBy: actor.id, proposedAt: now },
      goodUntil: new Date(now.getTime() + goodHours * 3_600_000),
    });
    const approvers = new Set<string>();
    const decideBy = objectWithinMinutes ? new Date(now.getTime() + objectWithinMinutes * 60_000) : null;
    for (const { audienceId, words } of all) {
      const need = needed.get(audienceId);
      if (!need) continue;
      const question = { openingId, audienceId, words, decideBy, need, approverId, askerId: actor.id };
      approvers.add(await askOne(inside, question));
    }
    return { openingId, approvers: [...approvers] };
  });
}

type Question = {
  openingId: string;
  audienceId: string;
  words: string;
  decideBy: Date | null;
  need: Need;
  approverId: string | null | undefined;
  askerId: string;
};

/** Asks for one audience; answers the name of who is asked. */
async function askOne(ctx: Context, question: Question): Promise<string> {
  const { openingId, audienceId, words, decideBy, need, approverId, askerId } = question;
  const { role } = need;
  const approver = await findOpeningApprover(ctx.db, { role, askerId, approverId });
  if (!approver) {
    const who = incidentRoleWords[role].toLowerCase();
    const words = `Nobody can say yes for the ${who} yet. Choose who is asked.`;
    throw new DomainError("approver_missing", words);
  }
  if (role === "legal" && decideBy) {
    throw new DomainError("silence_is_no_yes", "Legal says yes or no: silence is neither.");
  }
  const approvalId = newId();
  await ctx.db.insert(approvals).values({
    ...{ id: approvalId, openingId, audienceId, words, role, decideBy },
    ...{ state: "asked", incidentRevision: 0, askedBy: askerId, askedAt: ctx.now },
    tokenHash: hashOfToken(approvalToken(approvalId, approver.userId)),
  });
  const details = { approvalId, openingId, role, audience: need.audience, to: approver.name };
  await recordEvent(ctx, { kind: "approval_asked", details: { ...details, approver: approver.userId } });
  return approver.name;
}

/** What the same form asked before: only the newest words wait. */
async function withdrawEarlier({ db, now }: Context, onceKey: string | null | undefined): Promise<void> {
  if (!onceKey) return;
  const earlier = await db
    .update(openings)
    .set({ goodUntil: now })
    .where(and(isNull(openings.incidentId), sql`${openings.input} ->> 'onceKey' = ${onceKey}`))
    .returning({ id: openings.id });
  if (earlier.length === 0) return;
  await db
    .update(approvals)
    .set({ state: "withdrawn", tokenHash: null })
    .where(
      and(
        inArray(
          approvals.openingId,
          earlier.map(({ id }) => id),
        ),
        eq(approvals.state, "asked"),
      ),
    );
}
