import { and, asc, eq } from "drizzle-orm";
import type { Db } from "@/db/client";
import { personalLetters } from "@/db/schema/subscribers";

/** A short notice to somebody whom a rule names, who is in no audience that was told. */
export type SentNotice = {
  address: string;
  state: "planned" | "sent" | "failed";
  /** When it was planned, and handed over or given up; null: it waits. */
  plannedAt: Date;
  settledAt: Date | null;
  /** What the provider said, in its words. */
  failure: string | null;
};

/** No rule names as many. */
const noticesMax = 500;

/** The notices that rules sent on an update, in order of their addresses. */
export async function readNotices(db: Db, updateId: string): Promise<SentNotice[]> {
  const rows = await db
    .select({
      address: personalLetters.address,
      state: personalLetters.state,
      plannedAt: personalLetters.createdAt,
      settledAt: personalLetters.sentAt,
      failure: personalLetters.failure,
    })
    .from(personalLetters)
    .where(and(eq(personalLetters.updateId, updateId), eq(personalLetters.kind, "rule_notice")))
    .orderBy(asc(personalLetters.createdAt), asc(personalLetters.id))
    .limit(noticesMax);
  return rows.toSorted((a, b) => (a.address < b.address ? -1 : a.address > b.address ? 1 : 0));
}
