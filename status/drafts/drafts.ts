import { and, eq } from "drizzle-orm";
import { z } from "zod";
import type { Db } from "@/db/client";
import type { Context } from "@/db/context";
import { drafts } from "@/db/schema/users";
import { DomainError } from "@/lib/domain-error";

/** Which form a draft belongs to, e.g. `incident:new`, `incident:<id>`. */
const Subject = z.string().regex(/^[a-z]+:[a-z0-9]+$/);
/** The form's fields as typed. The ceiling keeps a broken client from filling the disk. */
const Fields = z.record(z.string(), z.unknown()).refine((fields) => JSON.stringify(fields).length <= 100_000);
const Draft = z.object({ subject: Subject, fields: Fields });

export type Draft = { fields: Record<string, unknown>; savedAt: Date };

/** Keeps the words of a form for its writer: one draft per person and form, the newest wins. */
export async function saveDraft(ctx: Context, input: z.input<typeof Draft>): Promise<{ savedAt: Date }> {
  const userId = writer(ctx);
  const { subject, fields } = Draft.parse(input);
  const text = JSON.stringify(fields);
  await ctx.db
    .insert(drafts)
    .values({ userId, subject, fields: text, savedAt: ctx.now })
    .onConflictDoUpdate({ target: [drafts.userId, drafts.subject], set: { fields: text, savedAt: ctx.now } });
  return { savedAt: ctx.now };
}

/**
 * Gives words back to who wrote them, as the draft of a form. A draft they have begun meanwhile is newer and stays.
 * Part of a verb's transaction.
 */
export async function returnToDraft(
  ctx: Pick<Context, "db" | "now">,
  input: z.input<typeof Draft> & { userId: string },
): Promise<void> {
  const { subject, fields } = Draft.parse(input);
  await ctx.db
    .insert(drafts)
    .values({ userId: input.userId, subject, fields: JSON.stringify(fields), savedAt: ctx.now })
    .onConflictDoNothing();
}

/** The writer's draft of a form, or null. */
export async function readDraft(ctx: Context, subject: string): Promise<Draft | null> {
  const userId = writer(ctx);
  const [row] = await ctx.db
    .select({ fields: drafts.fields, savedAt: drafts.savedAt })
    .from(drafts)
    .where(and(eq(drafts.userId, userId), eq(drafts.subject, subject)));
  return row ? { fields: JSON.parse(row.fields), savedAt: row.savedAt } : null;
}

/** Forgets the writer's draft: it was published or thrown away. */
export async function dropDraft(ctx: Context, subject: string): Promise<void> {
  const userId = writer(ctx);
  await ctx.db.delete(drafts).where(and(eq(drafts.userId, userId), eq(drafts.subject, subject)));
}

/** Forgets somebody's draft whose words were published by another hand, if it still is the form with this key. */
export async function dropDraftOf(
  db: Db,
  { userId, subject, onceKey }: { userId: string; subject: string; onceKey: string },
): Promise<void> {
  const of = and(eq(drafts.userId, userId), eq(drafts.subject, subject));
  const [row] = await db.select({ fields: drafts.fields }).from(drafts).where(of);
  if (row && JSON.parse(row.fields).onceKey === onceKey) await db.delete(drafts).where(of);
}

function writer(ctx: Context): string {
  if (ctx.actor.kind !== "user") throw new DomainError("people_only", "Sign in first.");
  return ctx.actor.id;
}
