import { inArray } from "drizzle-orm";
import type { Db } from "@/db/client";
import { audiences } from "@/db/schema/audiences";
import { failedCondition, type RuleFacts } from "./failed-condition";
import type { History } from "./history";
import type { Rule } from "./rule";

/** Ready words, by name, that a rule gives an audience. */
export type ReadyByRule = { audienceId: string; template: string; ruleId: string };

const minute = 60_000;

/**
 * The ready words that rules give at a moment, for each audience they name, or for the public where they name none.
 * A rule of the clock gives its words once it has come so far, also when it ran before.
 */
export async function readyByRule(
  db: Db,
  { rules, facts, history }: { rules: readonly Rule[]; facts: RuleFacts; history: History },
): Promise<ReadyByRule[]> {
  const begun = history.said[0]?.at ?? facts.at;
  const clock = { unresolvedMinutes: (facts.at.getTime() - begun.getTime()) / minute };
  const giving = rules.filter((rule) => rule.template && failedCondition(rule, { ...facts, clock }) === null);
  const slugs = giving.flatMap(audiencesOf);
  if (slugs.length === 0) return [];
  const known = await db
    .select({ id: audiences.id, slug: audiences.slug })
    .from(audiences)
    .where(inArray(audiences.slug, slugs));
  const idOf = new Map(known.map(({ id, slug }) => [slug, id]));
  return giving.flatMap((rule) =>
    audiencesOf(rule).flatMap((slug) => {
      const audienceId = idOf.get(slug);
      return audienceId ? [{ audienceId, template: rule.template!, ruleId: rule.id }] : [];
    }),
  );
}

const audiencesOf = ({ tell }: Rule) => (tell.audiences.length ? tell.audiences : ["public"]);
