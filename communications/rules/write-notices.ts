import { and, eq } from "drizzle-orm";
import { createElement } from "react";
import type { PersonalLetter } from "@/communications/letters/plan-letter";
import { deskIncidentUrl, incidentUrl, maintenanceUrl } from "@/communications/links";
import type { Db } from "@/db/client";
import type { Context } from "@/db/context";
import { updateWords } from "@/db/schema/updates";
import { renderLetter } from "@/emails/render-letter";
import RuleNotice from "@/emails/rule-notice";
import { plainText } from "@/lib/plain-text";
import { wordsFor } from "@/lib/words";
import { readPage } from "@/status/page/read-page";
import type { Recipient } from "./evaluate-rules";
import type { History, Said } from "./history";
import { ruleSentence } from "./rule-sentence";
import type { Firing } from "./run-rule";
import { isTonights } from "./tonights-rules";

/** A short notice for everybody whom a rule names alone; the same words for all of them. */
export async function writeNotices(
  ctx: Pick<Context, "db" | "now">,
  { rule, history, names }: Firing,
  last: Said | null,
  named: Recipient[],
): Promise<PersonalLetter[]> {
  if (named.length === 0) return [];
  const page = await readPage(ctx);
  const words = wordsFor(page.language);
  const state = [last?.severity, last && words.statuses[last.status].toLowerCase()]
    .filter(Boolean)
    .join(", ");
  const why = isTonights(rule)
    ? words.letters.ruleNotice.tonight(page.name)
    : words.letters.ruleNotice.why(page.name, ruleSentence(rule, names));
  const letter = createElement(RuleNotice, {
    ...{ pageName: page.name, zone: page, title: history.title, state, why },
    words: await lastWords(ctx.db, page.id, history, last),
    nextUpdateBy: last?.nextUpdateBy && last.nextUpdateBy > ctx.now ? last.nextUpdateBy : null,
    begins: history.scheduledFor,
    url: urlOf(history),
  });
  const rendered = await renderLetter(letter);
  const subject = `${history.title}: ${state}`;
  return named.map(({ address }) => ({ kind: "rule_notice", address, subject, ...rendered }));
}

/** Where to read on; of a security incident only the desk speaks. */
function urlOf({ kind, id, type }: History): string {
  if (kind === "maintenance") return maintenanceUrl(id);
  return type === "security" ? deskIncidentUrl(id) : incidentUrl(id);
}

/** What the public was told last; of a security incident nothing. */
async function lastWords(
  db: Db,
  publicId: string,
  history: History,
  last: Said | null,
): Promise<string | null> {
  if (!last || history.type === "security") return null;
  const [found] = await db
    .select({ html: updateWords.html })
    .from(updateWords)
    .where(and(eq(updateWords.updateId, last.id), eq(updateWords.audienceId, publicId)));
  return found ? plainText(found.html) : null;
}
