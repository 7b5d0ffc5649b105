import { and, asc, desc, eq, gte, inArray, isNotNull, isNull, lte, ne, or } from "drizzle-orm";
import { createElement } from "react";
import { planLetter } from "@/communications/letters/plan-letter";
import { manageUrl } from "@/communications/links";
import type { Db } from "@/db/client";
import type { Context } from "@/db/context";
import { deliveries } from "@/db/schema/deliveries";
import { suppressions } from "@/db/schema/receipts";
import { subscribers } from "@/db/schema/subscribers";
import ChannelFailing from "@/emails/channel-failing";
import { renderLetter } from "@/emails/render-letter";
import { wordsFor } from "@/lib/words";
import { readPage } from "@/status/page/read-page";
import { suppressPlanned } from "./leave";
import { shownAddress } from "./shown-address";

/** So many messages in a row, over so long: a restart of theirs is no reason. */
const failuresMin = 5;
const failingMilliseconds = 60 * 60 * 1000;
/** Switched off in one step; the next step takes the rest. */
const atOnce = 50;

type Doing = Pick<Context, "db" | "now">;
type Failing = { subscriber: typeof subscribers.$inferSelect; gone: typeof suppressions.$inferSelect | null };

/**
 * Stops writing to chats, machines, phones and browsers that keep failing or said that nobody is there any more. What
 * waits for them is suppressed, and whoever looks after them gets one letter with the way back. Answers how many.
 */
export async function switchOffFailing(ctx: Doing): Promise<number> {
  const found = await readFailing(ctx);
  for (const one of found) await switchOff(ctx, one);
  return found.length;
}

const keepsFailing = (now: Date) =>
  and(
    gte(subscribers.failuresInRow, failuresMin),
    lte(subscribers.failingSince, new Date(now.getTime() - failingMilliseconds)),
  );

/** Mail is not among them: it has receipts of its own. */
function readFailing({ db, now }: Doing): Promise<Failing[]> {
  return db
    .select({ subscriber: subscribers, gone: suppressions })
    .from(subscribers)
    .leftJoin(
      suppressions,
      and(
        eq(suppressions.channel, subscribers.channel),
        eq(suppressions.address, subscribers.address),
        isNull(suppressions.liftedAt),
      ),
    )
    .where(
      and(
        eq(subscribers.state, "confirmed"),
        ne(subscribers.channel, "email"),
        or(keepsFailing(now), isNotNull(suppressions.address)),
      ),
    )
    .orderBy(asc(subscribers.id))
    .limit(atOnce);
}

async function switchOff(ctx: Doing, { subscriber, gone }: Failing): Promise<void> {
  const { id, channel, address, contact, language } = subscriber;
  const page = await readPage(ctx);
  const words = wordsFor(language);
  const props = {
    pageName: page.name,
    zone: { timeZone: page.timeZone, language },
    channel: words.subscriber.channels[channel],
    address: shownAddress(subscriber),
    since: gone?.since ?? subscriber.failingSince ?? ctx.now,
    last: withoutTheirWords(gone?.detail ?? (await lastFailure(ctx.db, id)) ?? ""),
    manageUrl: manageUrl(id),
  };
  const letter = await renderLetter(createElement(ChannelFailing, props));
  await planLetter(ctx, async (inside) => {
    const [off] = await inside.db
      .update(subscribers)
      .set({ state: "switched_off", updatedAt: ctx.now, failingSince: props.since })
      .where(
        and(eq(subscribers.id, id), eq(subscribers.state, "confirmed"), eq(subscribers.address, address)),
      )
      .returning({ id: subscribers.id });
    if (!off) return null;
    await suppressPlanned(inside, [id]);
    if (!contact) return null;
    const subject = words.letters.channelFailing.subject(page.name, props.channel);
    return { kind: "channel_failing", address: contact, subject, ...letter };
  });
}

async function lastFailure(db: Db, recipientId: string): Promise<string | null> {
  const [last] = await db
    .select({ failure: deliveries.failure })
    .from(deliveries)
    .where(and(eq(deliveries.recipientId, recipientId), inArray(deliveries.state, ["failed", "unknown"])))
    .orderBy(desc(deliveries.settledAt))
    .limit(1);
  return last?.failure ?? null;
}

/** The letter goes to an address that somebody named: what a stranger's server said is not passed on to it. */
const withoutTheirWords = (reason: string) => reason.replace(/^(Answered \d+):[\s\S]*$/, "$1");
