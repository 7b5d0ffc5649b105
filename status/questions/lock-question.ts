import { and, eq, isNull } from "drizzle-orm";
import type { Db } from "@/db/client";
import { questions } from "@/db/schema/questions";
import { DomainError } from "@/lib/domain-error";

/** Holds a question for a verb's transaction; refuses one that is gone or was folded into another. */
export async function lockQuestion(db: Db, id: string): Promise<typeof questions.$inferSelect> {
  const [question] = await db
    .select()
    .from(questions)
    .where(and(eq(questions.id, id), isNull(questions.foldedInto)))
    .for("update");
  if (!question) {
    throw new DomainError("question_unknown", "This question is gone, or is part of another now. Reload.");
  }
  return question;
}
