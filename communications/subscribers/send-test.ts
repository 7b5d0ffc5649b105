import { and, count, eq, gt, sql } from "drizzle-orm";
import { channelList } from "@/communications/channels/list";
import { planLetter } from "@/communications/letters/plan-letter";
import type { Context } from "@/db/context";
import { personalLetters, subscribers } from "@/db/schema/subscribers";
import { DomainError } from "@/lib/domain-error";
import { wordsFor } from "@/lib/words";
import { readPage } from "@/status/page/read-page";

/** Test messages that one subscriber gets in an hour. */
export const testsPerHour = 5;

/** Sends a message that says it is a test, by the subscriber's own channel. Refuses more than a few an hour. */
export async function sendTest(
  ctx: Pick<Context, "db" | "now">,
  { subscriberId }: { subscriberId: string },
): Promise<void> {
  const page = await readPage(ctx);
  const [subscriber] = await ctx.db.select().from(subscribers).where(eq(subscribers.id, subscriberId));
  const compose = subscriber && channelList[subscriber.channel]?.composeTest;
  if (!subscriber || !compose || subscriber.state === "left") {
    throw new DomainError("no_test", "There is no test message for this.");
  }
  const { channel, address, language } = subscriber;
  const words = await compose({ pageName: page.name, language });
  await planLetter(ctx, async ({ db }) => {
    await db.execute(sql`select pg_advisory_xact_lock(hashtextextended(${subscriberId}, 1))`);
    const anHourAgo = new Date(ctx.now.getTime() - 60 * 60 * 1000);
    const [sent] = await db
      .select({ n: count() })
      .from(personalLetters)
      .where(
        and(
          eq(personalLetters.subscriberId, subscriberId),
          eq(personalLetters.kind, "test"),
          gt(personalLetters.createdAt, anHourAgo),
        ),
      );
    if ((sent?.n ?? 0) >= testsPerHour) {
      throw new DomainError("too_many_tries", wordsFor(language).subscriber.tooManyTests);
    }
    return { kind: "test", channel, address, subscriberId, ...words, html: words.html ?? "" };
  });
}
