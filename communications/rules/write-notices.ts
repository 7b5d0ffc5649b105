import { and, eq } from "drizzle-orm";
import { createElement } from "react";
import type { PersonalLetter } from "@/communications/letters/plan-letter";
import { deskIncidentUrl, incidentUrl, maintenanceUrl } from "@/communications/links";
import type { Db } from "@/db/client";
import type { Context } from "@/db/context";
import { updateWords } from "@/db/schema/updates";
import { renderLetter } from "@/emails/render-letter";
import RuleNotice from "@/emails/rule-notice";
import { groupBy } from "@/lib/group-by";
import { plainText } from "@/lib/plain-text";
import { wordsFor } from "@/lib/words";
import { readPage } from "@/status/page/read-page";
import type { Recipient } from "./evaluate-rules";
import type { History, Said } from "./history";
import { ruleSentence } from "./rule-sentence";
import type { Due } from "./run-rules";
import { isTonights } from "./tonights-rules";

/** A short notice for everybody whom rules name alone, saying which rules they were. */
export async function writeNotices(
  ctx: Pick<Context, "db" | "now">,
  { history, firings, names }: Due,
  last: Said | null,
  named: Recipient[],
): Promise<PersonalLetter[]> {
  if (named.length === 0) return [];
  const page = await readPage(ctx);
  const { statuses, letters } = wordsFor(page.language);
  const state = [last?.severity, last && statuses[last.status].toLowerCase()].filter(Boolean).join(", ");
  const props = {
    ...{ pageName: page.name, zone: page, title: history.title, state, url: urlOf(history) },
    words: await lastWords(ctx.db, page.id, history, last),
    nextUpdateBy: last?.nextUpdateBy && last.nextUpdateBy > ctx.now ? last.nextUpdateBy : null,
    begins: history.scheduledFor,
  };
  const whyOf = ({ caughtBy }: Recipient) => {
    const rules = firings.filter(({ rule }) =>
      caughtBy.some((by) => "ruleId" in by && by.ruleId === rule.id),
    );
    const decided = rules
      .filter(({ rule }) => !isTonights(rule))
      .map(({ rule }) => ruleSentence(rule, names));
    if (decided.length === 0) return letters.ruleNotice.tonight(page.name);
    return letters.ruleNotice.why(page.name, decided.join(" "));
  };
  const planned: PersonalLetter[] = [];
  for (const [why, people] of groupBy(named, whyOf)) {
    const rendered = await renderLetter(createElement(RuleNotice, { ...props, why }));
    const subject = `${history.title}: ${state}`;
    planned.push(
      ...people.map(({ address }) => ({ kind: "rule_notice" as const, address, subject, ...rendered })),
    );
  }
  return planned;
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
