import { eq } from "drizzle-orm";
import { z } from "zod";
import type { Context } from "@/db/context";
import { recordEvent } from "@/db/record-event";
import { incidents } from "@/db/schema/incidents";
import { typedLine } from "@/lib/typed";
import { authorise } from "@/status/authorise";
import { Id } from "@/status/updates/schemas";
import { lockIncident } from "./lock-incident";

/** A place where responders meet: by https, or by an app's own scheme for calls. */
const Link = typedLine()
  .max(2000)
  .refine((value) => value === "" || /^(https:\/\/|tel:\+?[\d ]+$)/.test(value), {
    message: "Write an address that begins with https://, or tel: and a number.",
  })
  .transform((value) => value || null);

const ChangeLinks = z.object({ incidentId: Id, bridgeUrl: Link, chatUrl: Link });

/** Says where responders meet and write. Nobody else is ever shown it. */
export async function changeLinks(ctx: Context, input: z.input<typeof ChangeLinks>): Promise<void> {
  authorise(ctx.actor, "speak");
  const { incidentId, ...links } = ChangeLinks.parse(input);
  await ctx.db.transaction(async (tx) => {
    await lockIncident(tx, incidentId);
    await tx.update(incidents).set(links).where(eq(incidents.id, incidentId));
    await recordEvent({ ...ctx, db: tx }, { kind: "links_changed", incidentId });
  });
}
