import { and, desc, eq, inArray, isNull } from "drizzle-orm";
import type { Context } from "@/db/context";
import { approvals, openings } from "@/db/schema/incident-people";
import type { incidents } from "@/db/schema/incidents";
import { DomainError } from "@/lib/domain-error";
import { incidentRoleWords } from "@/lib/letter-words";
import type { ApprovalState, IncidentRole } from "@/lib/vocabulary";
import { audiencesLetIn } from "@/status/audiences/let-in";
import { isLocked } from "@/status/incidents/name-of-incident";
import { holderOf } from "@/status/incidents/roles/holders";
import { type Need, neededApprovals } from "./needed-approvals";

type Incident = Pick<typeof incidents.$inferSelect, "id" | "type" | "revision" | "releasedAt" | "releasedBy">;
type Said = { audienceId: string; words: string };
type About = {
  /** As it was before these words; null while it is being opened. */
  incident: Incident | null;
  type: Incident["type"];
  said: Said[];
  /** The digest of what is being opened, which may have been approved before there was an incident. */
  opening?: string;
  /** Break-glass: why it cannot wait for a yes. */
  alone?: string | null;
  /** Whose yes words for the public need in any case. */
  always?: IncidentRole;
};

/** The approvals that words were let through by. */
export type Cleared = { approvalIds: string[]; alone: (Said & { role: IncidentRole; reason: string })[] };

/**
 * The one gate before words are published: inside the verb's transaction, with the incident locked. It compares the
 * exact words and the incident's revision with what was approved. Throws `approval_missing`, `approval_stale`; where
 * `alone` says why it cannot wait, words go out and that is recorded. A security incident knows no break-glass: legal
 * says yes, and somebody else than the writer has released it.
 */
export async function assertApproved(ctx: Context, about: About): Promise<Cleared> {
  const { incident, type, said, alone, always, opening } = about;
  const cleared: Cleared = { approvalIds: [], alone: [] };
  const audienceIds = said.map(({ audienceId }) => audienceId);
  const needed = await neededApprovals(ctx.db, type, audienceIds, always);
  let checked = said;
  if (isLocked({ type, releasedAt: incident?.releasedAt ?? null })) {
    const letIn = incident ? await audiencesLetIn(ctx.db, incident.id) : new Set<string>();
    refuseOutside([...needed].flatMap(([id, need]) => (letIn.has(id) ? [] : [need])));
    // Who was let in from outside is written to with legal's yes; inside, words need nobody's while it is locked.
    checked = said.filter(({ audienceId }) => letIn.has(audienceId));
  }
  for (const { audienceId, words } of checked) {
    const need = needed.get(audienceId);
    if (!need) continue;
    const { role, audience } = need;
    if (role === "legal") refuseReleaser(ctx, incident);
    else if (incident && (await speaksFor(ctx, incident.id, role))) continue;
    const found = incident
      ? await newest(ctx, incident, { audienceId, words })
      : await newestOpening(ctx, opening, { audienceId, words });
    if (found?.state === "approved" && found.current) {
      cleared.approvalIds.push(found.id);
    } else if (alone && role !== "legal") {
      cleared.alone.push({ audienceId, words, role, reason: alone });
    } else throw refusal(found?.state === "approved", audience, role);
  }
  return cleared;
}

/** Marks what words were let through by, once their update is there. Part of the same transaction. */
export async function spendApprovals(
  { db, now, actor }: Context,
  { approvalIds, alone }: Cleared,
  { incidentId, revision, updateId }: { incidentId: string; revision: number; updateId: string },
): Promise<void> {
  if (approvalIds.length > 0) {
    await db
      .update(approvals)
      .set({ usedFor: updateId, incidentId })
      .where(inArray(approvals.id, approvalIds));
  }
  if (alone.length === 0 || actor.kind !== "user") return;
  await db.insert(approvals).values(
    alone.map((one) => ({
      ...{ ...one, incidentId, incidentRevision: revision, usedFor: updateId },
      ...{ state: "overridden" as const, askedBy: actor.id, askedAt: now },
    })),
  );
}

/** Who holds the role that approves needs nobody's yes to their own words. */
async function speaksFor({ db, actor }: Context, incidentId: string, role: IncidentRole): Promise<boolean> {
  return actor.kind === "user" && (await holderOf(db, incidentId, role))?.userId === actor.id;
}

/**
 * While the security lane is locked, nobody outside is written to. The public's words are kept for the house: no
 * reader sees them, neither now nor later (status/public/public-incidents).
 */
function refuseOutside(needed: Need[]): void {
  const outside = needed.find(({ role, kind }) => role === "legal" && kind !== "public");
  if (!outside) return;
  throw new DomainError(
    "lane_locked",
    `This is a security incident: nothing is written to ${outside.audience} before it is released.`,
  );
}

function refuseReleaser({ actor }: Context, incident: Incident | null): void {
  if (actor.kind === "user" && incident?.releasedBy !== actor.id) return;
  throw new DomainError(
    "second_person",
    "You released this incident: somebody else writes its public words.",
  );
}

type Found = { id: string; state: ApprovalState /** As it is now. */; current: boolean };

async function newest(
  { db }: Context,
  { id, revision }: Incident,
  { audienceId, words }: Said,
): Promise<Found | null> {
  const [found] = await db
    .select()
    .from(approvals)
    .where(
      and(
        ...[eq(approvals.incidentId, id), eq(approvals.audienceId, audienceId)],
        ...[eq(approvals.words, words), isNull(approvals.usedFor)],
      ),
    )
    .orderBy(desc(approvals.askedAt), desc(approvals.decidedAt))
    .limit(1);
  return found ? { ...found, current: found.incidentRevision === revision } : null;
}

/** The same for an incident that is being opened: that of the opening with exactly these facts before any other. */
async function newestOpening(
  { db, now }: Context,
  digest: string | undefined,
  { audienceId, words }: Said,
): Promise<Found | null> {
  if (!digest) return null;
  const same = eq(openings.digest, digest);
  const [found] = await db
    .select({ approval: approvals, opening: openings })
    .from(approvals)
    .innerJoin(openings, eq(openings.id, approvals.openingId))
    .where(
      and(
        ...[eq(approvals.audienceId, audienceId), eq(approvals.words, words)],
        ...[isNull(approvals.usedFor), isNull(openings.incidentId)],
      ),
    )
    .orderBy(desc(same), desc(approvals.askedAt))
    .limit(1);
  if (!found) return null;
  const { approval, opening } = found;
  return { ...approval, current: opening.digest === digest && opening.goodUntil > now };
}

function refusal(stale: boolean, audience: string, role: IncidentRole): DomainError {
  const who = incidentRoleWords[role].toLowerCase();
  return stale
    ? new DomainError(
        "approval_stale",
        `Something changed after the ${who} approved these words for ${audience}. Ask again.`,
      )
    : new DomainError("approval_missing", `These words for ${audience} need the yes of the ${who}.`);
}
