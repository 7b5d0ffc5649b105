import { and, eq } from "drizzle-orm";
import type { PersonalLetter } from "@/communications/letters/plan-letter";
import { deskIncidentUrl, incidentUrl, maintenanceUrl } from "@/communications/links";
import type { Db } from "@/db/client";
import type { Context } from "@/db/context";
import { updateWords } from "@/db/schema/updates";
import { groupBy } from "@/lib/group-by";
import { plainText } from "@/lib/plain-text";
import { wordsFor } from "@/lib/words";
import { readPage } from "@/status/page/read-page";
import type { Recipient } from "./evaluate-rules";
import type { History, Said } from "./history";
import { renderNotice } from "./render-notice";
import type { Due } from "./run-rules";

/** A short notice for everybody whom rules name alone, saying which rules they were. */
export async function writeNotices(
  ctx: Pick<Context, "db" | "now">,
  { history, firings, names }: Due,
  last: Said | null,
  named: Recipient[],
): Promise<PersonalLetter[]> {
  if (named.length === 0) return [];
  const page = await readPage(ctx);
  const { statuses } = wordsFor(page.language);
  const state = [last?.severity, last && statuses[last.status].toLowerCase()].filter(Boolean).join(", ");
  const facts = {
    ...{ title: history.title, state, url: urlOf(history) },
    words: await lastWords(ctx.db, page.id, history, last),
    nextUpdateBy: last?.nextUpdateBy && last.nextUpdateBy > ctx.now ? last.nextUpdateBy : null,
    begins: history.scheduledFor,
  };
  const idsOf = ({ caughtBy }: Recipient) => caughtBy.flatMap((by) => ("ruleId" in by ? by.ruleId : []));
  const planned: PersonalLetter[] = [];
  for (const [ids, people] of groupBy(named, (one) => idsOf(one).toSorted().join(" "))) {
    const rules = firings.filter(({ rule }) => ids.split(" ").includes(rule.id)).map(({ rule }) => rule);
    const rendered = await renderNotice(page, facts, { rules, names });
    const updateId = last?.id ?? null;
    planned.push(
      ...people.map(({ address }) => ({ kind: "rule_notice" as const, address, updateId, ...rendered })),
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
