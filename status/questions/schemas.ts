import { z } from "zod";
import { typedText } from "@/lib/typed";
import { Id } from "@/status/updates/schemas";

/** A question fits a line or two; longer ones are letters. */
export const questionMax = 500;
export const QuestionWords = typedText()
  .min(3, "Write your question.")
  .max(questionMax, "Keep it under 500 characters: one question at a time is answered fastest.");

/** Who asks, about what, on whose page. The id is of their row, which is read anew. */
export const Asking = z.object({ audienceId: Id, subscriberId: Id, incidentId: Id });
