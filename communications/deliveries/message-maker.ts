import { inArray } from "drizzle-orm";
import type { Frozen, Message } from "@/communications/channels/channel";
import { wayOut } from "@/communications/channels/email/way-out";
import { channelWay } from "@/communications/channels/list";
import { leaveUrl, manageUrl } from "@/communications/links";
import { signingSecrets } from "@/communications/subscribers/signing-secrets";
import type { Context } from "@/db/context";
import type { deliveries } from "@/db/schema/deliveries";
import { subscribers } from "@/db/schema/subscribers";
import { type OwnWords, personalWords } from "./personal-words";
import type { BatchJob } from "./settle";
import { frozenWords } from "./wordings";

type Delivery = typeof deliveries.$inferSelect;
type Doing = Pick<Context, "db" | "now">;

/** Makes each recipient's message from the frozen words: links are signatures, so a retry makes the same bytes. */
export async function messageMaker(
  ctx: Doing,
  job: BatchJob,
  rows: Delivery[],
  ownOf: (row: Delivery) => OwnWords = ownWords,
): Promise<(row: Delivery) => Message> {
  const words = new Map<string, Frozen>();
  for (const { also } of rows) {
    const name = also.join();
    if (!words.has(name)) words.set(name, await frozenWords(ctx, job, also));
  }
  const secrets = job.channel === "webhook" ? await secretsOf(ctx, rows) : null;
  const { inText } = channelWay(job.channel);
  return (row) => {
    const { recipientId, address, also } = row;
    const frozen = words.get(also.join())!;
    return {
      id: `${job.updateId}.${recipientId}`,
      to: address!,
      subject: frozen.subject,
      ...personalWords(frozen, ownOf(row), inText),
      headers: job.channel === "email" ? wayOut(recipientId) : {},
      ...(secrets && { secrets: secrets.get(recipientId) ?? [] }),
    };
  };
}

/** What stands in one recipient's message and in no other. */
const ownWords = ({ recipientId, reason }: Delivery): OwnWords => ({
  why: reason,
  manageUrl: manageUrl(recipientId),
  leaveUrl: leaveUrl(recipientId),
});

async function secretsOf({ db, now }: Doing, rows: Delivery[]): Promise<Map<string, string[]>> {
  const ids = rows.map(({ recipientId }) => recipientId);
  const found = await db
    .select({
      id: subscribers.id,
      version: subscribers.secretVersion,
      rotatedAt: subscribers.secretRotatedAt,
    })
    .from(subscribers)
    .where(inArray(subscribers.id, ids));
  return new Map(found.map((subscriber) => [subscriber.id, signingSecrets(subscriber, now)]));
}
