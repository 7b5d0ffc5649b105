import { eq } from "drizzle-orm";
import { z } from "zod";
import type { Context } from "@/db/context";
import { recordEvent } from "@/db/record-event";
import { incidents } from "@/db/schema/incidents";
import { DomainError } from "@/lib/domain-error";
import { typedText } from "@/lib/typed";
import { authorise } from "@/status/authorise";
import { readNames } from "./read-names";

const addedMax = 50;
const words = "Write whole email addresses, one a line.";

const Added = z
  .object({
    incidentId: z.string(),
    people: z
      .array(
        z
          .email(words)
          .max(254)
          .transform((email) => email.toLowerCase()),
      )
      .max(addedMax)
      .default([]),
    audiences: z.array(z.string()).max(addedMax).default([]),
    reason: typedText().min(5, "Say why, in a few words.").max(300),
  })
  .refine(({ people, audiences }) => people.length + audiences.length > 0, {
    path: ["people"],
    message: "Say who is to hear.",
  });

/**
 * Lets further people or audiences hear of an open incident, at once and until it is over, besides whom the rules tell.
 * Recorded with who did it and why. Rules themselves change only through a reviewed version: nobody is dropped tonight.
 */
export async function addPeopleTonight(ctx: Context, input: z.input<typeof Added>): Promise<void> {
  authorise(ctx.actor, "speak");
  const { incidentId, ...details } = Added.parse(input);
  await ctx.db.transaction(async (tx) => {
    const [incident] = await tx
      .select({ status: incidents.status, withdrawnAt: incidents.withdrawnAt })
      .from(incidents)
      .where(eq(incidents.id, incidentId))
      .for("update");
    if (!incident || incident.status === "resolved" || incident.withdrawnAt) {
      throw new DomainError("not_open", "This incident is not open any more: nobody would hear of it.");
    }
    const known = (await readNames(tx)).audiences;
    const unknown = details.audiences.filter((slug) => !(slug in known));
    if (unknown.length > 0)
      throw new DomainError("audience_unknown", `No audience is called ${unknown.join(", ")}.`);
    await recordEvent({ ...ctx, db: tx }, { kind: "people_added", incidentId, details });
  });
}
