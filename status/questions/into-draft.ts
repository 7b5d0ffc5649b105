import type { Context } from "@/db/context";
import { audiencesOfIncident } from "@/status/audiences/audiences-of-incident";
import { authorise } from "@/status/authorise";
import { readDraft, saveDraft } from "@/status/drafts/drafts";

type Answered = { questionId: string; incidentId: string; audienceId: string; answer: string };
type Wording = { audienceId: string; words: string };

/**
 * Puts an answer into the words that the writer's next update will have for the audience that asked, and for no other
 * one: what executives are answered is not for customers.
 */
export async function intoDraft(
  ctx: Context,
  { questionId, incidentId, audienceId, answer }: Answered,
): Promise<void> {
  authorise(ctx.actor, "speak");
  const subject = `incident:${incidentId}`;
  const draft = await readDraft(ctx, subject);
  const kept = wordingsIn(draft?.fields.wordings);
  const begun =
    kept ?? (await audiencesOfIncident(ctx, incidentId)).map((id) => ({ audienceId: id, words: "" }));
  const before = begun.find((one) => one.audienceId === audienceId);
  const words = [before?.words.trim(), answer].filter(Boolean).join("\n\n");
  const others = begun.filter((one) => one.audienceId !== audienceId);
  const wordings = [...others, { audienceId, words }];
  const taken = Array.isArray(draft?.fields.answers) ? draft.fields.answers : [];
  const answers = [...new Set([...taken, questionId])];
  await saveDraft(ctx, { subject, fields: { ...draft?.fields, wordings, answers } });
}

/** The wordings of a draft; null when it has none of that shape. */
function wordingsIn(value: unknown): Wording[] | null {
  if (!Array.isArray(value)) return null;
  return value.filter(
    (one): one is Wording => typeof one?.audienceId === "string" && typeof one?.words === "string",
  );
}
