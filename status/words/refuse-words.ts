import { inArray, or, sql } from "drizzle-orm";
import type { Context } from "@/db/context";
import { audiences } from "@/db/schema/audiences";
import { DomainError } from "@/lib/domain-error";
import type { Impact, UpdateStatus } from "@/lib/vocabulary";
import type { LintFacts } from "./finding";
import { type Note, reviewAsTheyAre, reviewTitle } from "./review";

type Said = {
  maintenanceId?: string | null;
  status: UpdateStatus;
  impact?: Impact | null;
  regions?: string[];
  nextUpdateBy?: Date | null;
  /** In the past: told after the fact. */
  postedAt?: Date;
  /** Words in the place of others: the promise was made with those. */
  corrects?: true;
};
type Wording = { audienceId: string; words: string };

/**
 * Refuses words that an audience does not let through, or in which a variable is left (`words_refused`), through
 * whatever door they came. What the clock says by itself is ours and is let through.
 */
export async function refuseWords(
  ctx: Context,
  said: Said,
  words: { public: string | null; others?: Wording[] },
): Promise<void> {
  if (ctx.actor.kind === "system") return;
  const { others = [] } = words;
  const minding = await readMinding(ctx, others);
  const facts = lintFactsOf(said);
  const fields: Record<string, string> = {};
  for (const audience of minding) {
    const isPublic = audience.slug === "public";
    const text = isPublic
      ? (words.public ?? undefined)
      : others.find(({ audienceId }) => audienceId === audience.id)?.words;
    const why = text === undefined ? "" : reasons(reviewAsTheyAre(text, facts, audience));
    if (why) fields[isPublic ? "words" : `wordings.${audience.id}`] = `For ${audience.name}: ${why}`;
  }
  refuse(fields);
}

/** Refuses a title in the same way: it goes out with every wording, so the public's rules hold for it. */
export async function refuseTitle(ctx: Context, said: Said, title: string): Promise<void> {
  const [everybody] = await readMinding(ctx, []);
  if (!everybody) return;
  const why = reasons(reviewTitle(title, lintFactsOf(said), everybody));
  refuse(why ? { title: why } : {});
}

function readMinding({ db }: Context, others: Wording[]) {
  const { id, slug, name, mayExpectResolution, lint } = audiences;
  const ids = others.map(({ audienceId }) => audienceId);
  return db
    .select({ id, slug, name, mayExpectResolution, lint })
    .from(audiences)
    .where(or(sql`${slug} = 'public'`, ids.length ? inArray(id, ids) : undefined));
}

function lintFactsOf(said: Said): LintFacts {
  return {
    subject: said.maintenanceId ? "maintenance" : said.postedAt ? "past" : "incident",
    status: said.status,
    impact: said.impact ?? null,
    regions: said.regions ?? [],
    promised: Boolean(said.nextUpdateBy) || said.corrects === true,
  };
}

const reasons = (notes: Note[]) =>
  [
    ...new Set(
      notes
        .filter(({ weight }) => weight === "must")
        .map(({ title, suggestion }) => `${title}. ${suggestion}`),
    ),
  ].join(" ");

function refuse(fields: Record<string, string>): void {
  const all = Object.values(fields);
  if (all.length) throw new DomainError("words_refused", `Not published. ${all.join(" ")}`, fields);
}
