/** Four questions that tell whether trouble is the public's business. The words are the desk's. */
export const publishQuestions = {
  widespread: "Does it hurt many customers, or a whole region?",
  reportedOutside: "Did anybody outside report it already?",
  coreInDoubt: "Is the core of what they use us for in doubt?",
  silenceEmbarrasses: "Would our silence embarrass us tomorrow?",
} as const;
export type PublishQuestion = keyof typeof publishQuestions;

export type PublishAnswers = Record<PublishQuestion, boolean> & {
  /** Fewer than ten customers are hurt, and we know which. */
  fewerThanTen: boolean;
};
export type PublishAdvice = "publish" | "private_notices" | "keep_inside";

/**
 * What the answers advise: one yes is enough to publish. Where fewer than ten known customers are hurt and nobody
 * outside speaks of it, a notice to each is kinder than a page that alarms the rest.
 */
export function publishAdvice(answers: PublishAnswers): PublishAdvice {
  const { widespread, reportedOutside, coreInDoubt, silenceEmbarrasses, fewerThanTen } = answers;
  if (fewerThanTen && !widespread && !reportedOutside) return "private_notices";
  if (widespread || reportedOutside || coreInDoubt || silenceEmbarrasses) return "publish";
  return "keep_inside";
}
