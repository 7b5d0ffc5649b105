import type { Context } from "@/db/context";
import type { Channel } from "@/lib/vocabulary";
import { countPlain, type PlainGroup } from "./count-plain";
import { evaluateRules, type Listener, type Recipient, type Suppressed } from "./evaluate-rules";
import { type ChannelPace, readPace } from "./read-pace";
import { readFew } from "./read-reach";
import { type Moment, readWrittenMoment, type Written } from "./read-written-moment";
import { readyByRule } from "./ready-by-rule";
import { ruleSentence } from "./rule-sentence";
import type { SpokenAudience } from "./spoken-audiences";
import { type WhyNot, whyNobody } from "./who-hears";

export type Why = WhyNot | "told_another_way";
export type ReachPreview = {
  /** Messages of all audiences and channels together: one for each person and channel. */
  hears: number;
  channels: Partial<Record<Channel, number>>;
  doesNot: Partial<Record<Why, number>>;
  /** By whose words: the public first. `id` null: short notices to those whom rules name. */
  audiences: { id: string | null; name: string; hears: number }[];
  rules: RulesPreview;
  /** Ready words that rules give at this moment, by audience. */
  ready: { audienceId: string; template: string; sentence: string }[];
  /** How long each channel takes at its provider's rate. */
  pace: ChannelPace[];
};
export type RulesPreview = {
  /** Rules that would run, with whom they reach besides those whom the update reaches anyway. */
  run: { sentence: string; people: number }[];
  /** The others, each with the first condition that fails. */
  doNotRun: { sentence: string; failed: string }[];
  /** All of them together, nobody twice. */
  people: number;
};

/**
 * What publishing this would do, by the evaluation that decides for real: how many messages, by which channels and in
 * whose words, who does not hear and why, which rules run, and how long it takes. Private audiences and named people are
 * judged one by one; of the public page's subscribers one of each kind, as the database counts them.
 */
export async function previewReach(
  ctx: Pick<Context, "db" | "now" | "actor">,
  written: Written,
): Promise<ReachPreview> {
  const moment = await readWrittenMoment(ctx, written);
  const few = await readFew(ctx.db, moment);
  const facts = { ...moment.facts, suppressedEmails: few.suppressedEmails };
  const judged = evaluateRules(facts, moment.rules, few.listeners, moment.names);
  const tally = new Tally(moment.spoken);
  for (const one of judged.recipients) tally.hears(one, 1);
  for (const one of judged.suppressed) tally.doesNot(one, 1);
  const publics = moment.spoken.find(({ kind }) => kind === "public");
  if (publics && !whyNobody(facts)) await countMany(ctx, moment, publics, few.listeners, tally);
  const { messages: hears, channels, others: doesNot } = tally;
  return {
    ...{ hears, channels, doesNot, audiences: tally.audiences() },
    rules: rulesOf(moment, judged),
    ready: await readReady(ctx, moment),
    pace: await readPace(ctx.db, channels),
  };
}

async function countMany(
  ctx: Pick<Context, "db">,
  moment: Moment,
  publics: SpokenAudience,
  few: Listener[],
  tally: Tally,
): Promise<void> {
  const { facts, names, rules } = moment;
  const groups = await countPlain(ctx.db, {
    audienceId: publics.id,
    incidentId: facts.incidentId,
    without: few.filter(({ audience }) => audience === publics.slug).map(({ id }) => id),
  });
  const people = new Map(groups.map((group, index) => [`group ${index}`, group.people]));
  const kinds = groups.map((group, index) => oneOf(group, `group ${index}`, moment));
  const onlyAudiences = rules.map((rule) => ({ ...rule, tell: { ...rule.tell, people: [], roles: [] } }));
  const judged = evaluateRules(facts, onlyAudiences, kinds, names);
  for (const one of judged.recipients) tally.hears(one, people.get(one.recipientId)!);
  for (const one of judged.suppressed) tally.doesNot(one, people.get(one.recipientId)!);
}

/** Somebody who stands for a group. */
const oneOf = ({ people: _, follows, ...wish }: PlainGroup, id: string, { facts }: Moment): Listener => ({
  ...{ ...wish, id, personId: id, address: id, audience: "public" },
  incidentIds: follows && facts.incidentId ? [facts.incidentId] : [],
});

/** Adds up what the evaluation says, of one or of many alike. */
class Tally {
  messages = 0;
  readonly channels: Partial<Record<Channel, number>> = {};
  readonly others: Partial<Record<Why, number>> = {};
  readonly #words = new Map<string | null, number>();
  readonly #spoken: SpokenAudience[];

  constructor(spoken: SpokenAudience[]) {
    this.#spoken = spoken;
  }

  hears({ channel, audience }: Recipient, people: number): void {
    this.messages += people;
    this.channels[channel] = (this.channels[channel] ?? 0) + people;
    this.#words.set(audience, (this.#words.get(audience) ?? 0) + people);
  }

  doesNot({ why }: Suppressed, people: number): void {
    this.others[why] = (this.others[why] ?? 0) + people;
  }

  audiences(): ReachPreview["audiences"] {
    const notices = this.#words.get(null) ?? 0;
    return [
      ...this.#spoken.map(({ id, slug, name }) => ({ id, name, hears: this.#words.get(slug) ?? 0 })),
      ...(notices > 0 ? [{ id: null, name: "Notices", hears: notices }] : []),
    ];
  }
}

async function readReady(ctx: Pick<Context, "db">, moment: Moment): Promise<ReachPreview["ready"]> {
  const ready = await readyByRule(ctx.db, { ...moment, rules: moment.offering });
  const sentenceOf = new Map(moment.offering.map((rule) => [rule.id, ruleSentence(rule, moment.names)]));
  return ready.map(({ ruleId, ...one }) => ({ ...one, sentence: sentenceOf.get(ruleId)! }));
}

function rulesOf(
  { facts, rules, names }: Moment,
  { recipients, ran, didNotRun }: ReturnType<typeof evaluateRules>,
): RulesPreview {
  const anyway = new Set<string | null>(["public", ...facts.openAudiences]);
  const further = recipients.filter(
    (one) => ![one, ...one.merged].some(({ audience }) => anyway.has(audience)),
  );
  const sentenceOf = new Map(rules.map((rule) => [rule.id, ruleSentence(rule, names)]));
  const caughtBy = (id: string) =>
    further.filter((one) => one.caughtBy.some((by) => "ruleId" in by && by.ruleId === id)).length;
  return {
    people: further.length,
    run: ran.map((id) => ({ sentence: sentenceOf.get(id)!, people: caughtBy(id) })),
    doNotRun: didNotRun.map(({ ruleId, failed }) => ({ sentence: sentenceOf.get(ruleId)!, failed })),
  };
}
