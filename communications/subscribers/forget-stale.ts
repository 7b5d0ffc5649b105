import { and, isNull, lt } from "drizzle-orm";
import type { Context } from "@/db/context";
import { audienceLinks } from "@/db/schema/questions";
import { receipts } from "@/db/schema/receipts";
import { personalLetters, subscriptionRequests } from "@/db/schema/subscribers";
import { finishErasing } from "./erase";

const day = 24 * 60 * 60 * 1000;

/**
 * Keeps the promises of the confirm letter and of erasing: a wish nobody confirmed is gone, old personal letters with
 * it, and what was left of erased people.
 */
export async function forgetStale(ctx: Pick<Context, "db" | "now">): Promise<void> {
  await finishErasing(ctx);
  await ctx.db.delete(subscriptionRequests).where(lt(subscriptionRequests.expiresAt, ctx.now));
  // Past their end they still count for a while: how many letters an address got within the hour.
  const aDayAgo = new Date(ctx.now.getTime() - day);
  await ctx.db.delete(audienceLinks).where(lt(audienceLinks.expiresAt, aDayAgo));
  const aWeekAgo = new Date(ctx.now.getTime() - 7 * day);
  await ctx.db.delete(personalLetters).where(lt(personalLetters.createdAt, aWeekAgo));
  // Every letter has a receipt, the personal ones too: those that no row of the ledger waits for go.
  await ctx.db.delete(receipts).where(and(isNull(receipts.appliedAt), lt(receipts.receivedAt, aWeekAgo)));
}
