import { and, eq, isNotNull } from "drizzle-orm";
import { z } from "zod";
import type { Db } from "@/db/client";
import type { Context } from "@/db/context";
import { recordEvent } from "@/db/record-event";
import { incidentAudiences } from "@/db/schema/incident-people";
import { DomainError } from "@/lib/domain-error";
import { typedText } from "@/lib/typed";
import { isExternal } from "@/status/approvals/who-approves";
import { authorise } from "@/status/authorise";
import { lockIncident } from "@/status/incidents/lock-incident";
import { isLocked } from "@/status/incidents/name-of-incident";
import { Id } from "@/status/updates/schemas";
import { lockAudience } from "./lock-audience";
import { readAudience } from "./read-audience";

const LetIn = z.object({
  incidentId: Id,
  audienceId: Id,
  reason: typedText().min(5, "Say why, in a sentence.").max(500),
});

/**
 * Lets an audience from outside the house (Support, Sales, a customer) into a locked security incident: it stands on
 * their page under its codename, and can be written to, each word with legal's yes. For owners, with the reason. Refuses
 * where nothing is locked (`not_locked`) or the audience is inside anyway (`inside_already`).
 */
export async function letIn(ctx: Context, input: z.input<typeof LetIn>): Promise<void> {
  authorise(ctx.actor, "let audiences in");
  const { incidentId, audienceId, reason } = LetIn.parse(input);
  const userId = ctx.actor.kind === "user" ? ctx.actor.id : null;
  await ctx.db.transaction(async (tx) => {
    const incident = await lockIncident(tx, incidentId);
    if (!isLocked(incident)) throw new DomainError("not_locked", "This incident is not locked.");
    const { name } = await lockAudience(tx, audienceId);
    if (!isExternal(await readAudience(tx, audienceId))) {
      throw new DomainError("inside_already", `${name} belongs to the house: it may be opened for them.`);
    }
    const by = { letInBy: userId, letInAt: ctx.now };
    const { nextUpdateBy } = incident;
    await tx
      .insert(incidentAudiences)
      .values({ incidentId, audienceId, openedAt: ctx.now, nextUpdateBy, ...by })
      .onConflictDoUpdate({ target: [incidentAudiences.incidentId, incidentAudiences.audienceId], set: by });
    const details = { audienceId, name, reason };
    await recordEvent({ ...ctx, db: tx }, { kind: "audience_let_in", incidentId, details });
  });
}

/** The audiences from outside the house that an owner let into a security incident. */
export async function audiencesLetIn(db: Db, incidentId: string): Promise<Set<string>> {
  const rows = await db
    .select({ id: incidentAudiences.audienceId })
    .from(incidentAudiences)
    .where(and(eq(incidentAudiences.incidentId, incidentId), isNotNull(incidentAudiences.letInAt)));
  return new Set(rows.map(({ id }) => id));
}
