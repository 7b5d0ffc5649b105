import { createElement } from "react";
import { renderLetter } from "@/emails/render-letter";
import RuleNotice, { type RuleNoticeProps } from "@/emails/rule-notice";
import { wordsFor } from "@/lib/words";
import type { Page } from "@/status/page/read-page";
import type { Rule } from "./rule";
import { type Names, ruleSentence } from "./rule-sentence";
import { isTonights } from "./tonights-rules";

export type NoticeFacts = Omit<RuleNoticeProps, "pageName" | "zone" | "why">;

/** The short notice to those whom rules name alone, saying which rules they were. */
export async function renderNotice(
  page: Page,
  facts: NoticeFacts,
  { rules, names }: { rules: readonly Rule[]; names: Names },
): Promise<{ subject: string; html: string; text: string }> {
  const { ruleNotice } = wordsFor(page.language).letters;
  const decided = rules.filter((rule) => !isTonights(rule)).map((rule) => ruleSentence(rule, names));
  const why =
    decided.length === 0 ? ruleNotice.tonight(page.name) : ruleNotice.why(page.name, decided.join(" "));
  const props = { ...facts, pageName: page.name, zone: page, why };
  return {
    subject: `${facts.title}: ${facts.state}`,
    ...(await renderLetter(createElement(RuleNotice, props))),
  };
}
