import { eq } from "drizzle-orm";
import { z } from "zod";
import type { Context } from "@/db/context";
import { recordEvent } from "@/db/record-event";
import { audiences } from "@/db/schema/audiences";
import { DomainError } from "@/lib/domain-error";
import { isTimeZone } from "@/lib/time-zones";
import { typedLine } from "@/lib/typed";

export const PageChange = z.object({
  name: typedLine().min(1, "Write the name readers know you by.").max(120),
  timeZone: z.string().refine(isTimeZone, "Choose a time zone from the list, like Europe/Lisbon."),
  supportUrl: z.preprocess(
    (value) => value || null,
    z
      .url({
        protocol: /^(https?|mailto)$/,
        error: "Write a whole address, like https://company.example/help.",
      })
      .max(2000)
      .nullable(),
  ),
});
export type PageChange = z.input<typeof PageChange>;

/** Changes how the public page is called, whose clock it shows and where people ask for help. Owners only. */
export async function changePage(ctx: Context, input: PageChange): Promise<{ version: number }> {
  if (ctx.actor.kind !== "user" || ctx.actor.role !== "owner") {
    throw new DomainError("owners_only", "Only an owner can change the page. Ask one.");
  }
  const change = PageChange.parse(input);
  return ctx.db.transaction(async (tx) => {
    await tx
      .update(audiences)
      .set({ ...change, updatedAt: ctx.now })
      .where(eq(audiences.slug, "public"));
    const { version } = await recordEvent({ ...ctx, db: tx }, { kind: "page_changed" });
    return { version };
  });
}
