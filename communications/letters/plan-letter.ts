import { enqueue, letterQueue, lightEngine } from "@/communications/queue";
import type { Context } from "@/db/context";
import { personalLetters } from "@/db/schema/subscribers";

export type PersonalLetter = Pick<
  typeof personalLetters.$inferInsert,
  "kind" | "channel" | "address" | "subject" | "html" | "text" | "subscriberId" | "updateId"
>;
export type LetterJob = { letterId: string };

/**
 * Runs `write` in a transaction and plans the letter it answers, with its job, in the same one: the letter goes
 * out when the change is kept, and only then. `write` answers null when nobody is to be written to.
 */
export async function planLetter(
  ctx: Pick<Context, "db" | "now">,
  write: (ctx: Pick<Context, "db" | "now">) => Promise<PersonalLetter | null>,
): Promise<void> {
  await planLetters(ctx, async (inside) => {
    const letter = await write(inside);
    return letter ? [letter] : [];
  });
}

/** The same for several letters: all of them with the change, or none. */
export async function planLetters(
  ctx: Pick<Context, "db" | "now">,
  write: (ctx: Pick<Context, "db" | "now">) => Promise<PersonalLetter[]>,
): Promise<void> {
  const engine = await lightEngine(ctx.db);
  await ctx.db.transaction(async (tx) => {
    const letters = await write({ db: tx, now: ctx.now });
    if (letters.length === 0) return;
    const rows: LetterJob[] = await tx
      .insert(personalLetters)
      .values(letters.map((letter) => ({ ...letter, state: "planned" as const, createdAt: ctx.now })))
      .returning({ letterId: personalLetters.id });
    await enqueue(
      engine,
      tx,
      letterQueue,
      rows.map((data) => ({ key: letterKey(data), data })),
    );
  });
}

/** Names a letter for the queue and for the provider: the same on every try. */
export const letterKey = ({ letterId }: LetterJob) => `letters/${letterId}`;
