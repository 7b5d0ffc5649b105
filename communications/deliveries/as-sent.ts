import { and, eq } from "drizzle-orm";
import type { Message } from "@/communications/channels/channel";
import type { Context } from "@/db/context";
import { deliveries } from "@/db/schema/deliveries";
import type { Channel, DeliveryState } from "@/lib/vocabulary";
import { authorise, may } from "@/status/authorise";
import { messageMaker } from "./message-maker";

export type DeliveryKey = { updateId: string; channel: Channel; recipientId: string };

/** Nothing was handed over of these, or not yet again. */
const notHanded: DeliveryState[] = ["planned", "held", "merged", "undone"];

/**
 * A message exactly as it was handed over, made from the frozen words by the same hand that sent it; null when it
 * never was. Whoever holds a recipient's own links can change what they hear, so viewers get it without them; what
 * signs it nobody gets.
 */
export async function readAsSent(ctx: Context, key: DeliveryKey): Promise<Message | null> {
  authorise(ctx.actor, "look");
  const [row] = await ctx.db
    .select()
    .from(deliveries)
    .where(
      and(
        eq(deliveries.updateId, key.updateId),
        eq(deliveries.channel, key.channel),
        eq(deliveries.recipientId, key.recipientId),
      ),
    );
  if (!row?.sendingAt || row.address === null || notHanded.includes(row.state)) return null;
  const trusted = may(ctx.actor, "speak");
  const messageOf = trusted
    ? await messageMaker(ctx, row, [row])
    : await messageMaker(ctx, row, [row], ({ reason }) => ({ why: reason, ...withheld }));
  const { secrets: _, ...message } = messageOf(row);
  return trusted ? message : { ...message, headers: {} };
}

const withheld = { manageUrl: "#their-own-link", leaveUrl: "#their-own-link" };
