import type { Impact, ServiceState, UpdateStatus } from "@/lib/vocabulary";
import { wordsFor } from "@/lib/words";
import { formatTime, sameDayIn, type Zone } from "@/lib/zoned-time";
import type { Range } from "./tokens";

/** What stands in a template for a fact, as `{{name}}`, and what it becomes. Severity is none: it is for us. */
export const variables = {
  title: "the title",
  status: "the status, like “identified”",
  services: "the services that are affected",
  impact: "the impact, like “major”",
  region: "where, as the facts say",
  started: "when it began, with the zone",
  duration: "how long it has lasted, like “1 h 16 min”",
  promise: "when the next update comes, with the zone",
} as const;
export type Variable = keyof typeof variables;

/** `{{? how many}}` in a template is a question that the writer answers before anything goes out. */
const question = "?";

/** The facts of an update, once for everyone. */
export type TemplateFacts = {
  title: string;
  status: UpdateStatus;
  impact: Impact | null;
  services: { name: string; state: ServiceState }[];
  regions: string[];
  startedAt: Date;
  nextUpdateBy: Date | null;
  now: Date;
};

export type Filled = {
  words: string;
  /** What no fact fills, where it stands in the words as written. */
  unfilled: Standing[];
  /** Where a piece of the filled words stands in the words as written. */
  written: (range: Range) => Range;
};

/** "{{", a name and "}}"; or only the beginning of one, which nobody means to publish. */
const variable = /\{\{([^{}\n]{0,60})(?:\}\})?/g;

/** A variable as it stands in words. `asked` is a question to the writer, `unknown` none of ours. */
export type Standing = { name: string; kind: "fact" | "unknown" | "asked"; range: Range };

/** Every variable that stands in words, in order. */
export function findVariables(words: string): Standing[] {
  return [...words.matchAll(variable)].map(({ 0: whole, 1: inside, index }) => ({
    ...(whole.endsWith("}}") ? kindOf(inside!.trim().toLowerCase()) : { name: whole, kind: "unknown" }),
    range: { from: index, to: index + whole.length },
  }));
}

/** Words with the facts in place of their variables, in an audience's zone and language. */
export function fillWords(words: string, facts: TemplateFacts, zone: Zone): Filled {
  const values = valuesOf(facts, zone);
  const unfilled: Standing[] = [];
  const pieces: { written: Range; filled: Range }[] = [];
  let [filled, last] = ["", 0];
  for (const one of findVariables(words)) {
    const { range } = one;
    const value = one.kind === "fact" ? values[one.name as Variable] : null;
    if (value === null) unfilled.push(one);
    filled += words.slice(last, range.from);
    const from = filled.length;
    filled += value ?? words.slice(range.from, range.to);
    pieces.push({ written: range, filled: { from, to: filled.length } });
    last = range.to;
  }
  filled += words.slice(last);
  return { words: filled, unfilled, written: (range) => writtenRange(range, pieces) };
}

/** The names of variables in words that no fact has. Questions to the writer are none. */
export function unknownVariables(words: string): string[] {
  const unknown = findVariables(words).filter(({ kind }) => kind === "unknown");
  return [...new Set(unknown.map(({ name }) => name))];
}

function kindOf(name: string): Omit<Standing, "range"> {
  if (name.startsWith(question)) return { name: name.slice(1).trim(), kind: "asked" };
  return { name: name || "{{}}", kind: Object.hasOwn(variables, name) ? "fact" : "unknown" };
}

function valuesOf(facts: TemplateFacts, zone: Zone): Record<Variable, string | null> {
  const said = wordsFor(zone.language);
  const { startedAt, nextUpdateBy, now } = facts;
  const time = (at: Date) => formatTime(at, sameDayIn(at, now, zone.timeZone) ? "zoned" : "dayZoned", zone);
  const hurt = facts.services.filter(({ state }) => state !== "operational");
  const spokenOf = facts.status === "resolved" ? facts.services : hurt;
  return {
    title: facts.title.trim() || null,
    status: said.statuses[facts.status].toLowerCase(),
    services: said.list(spokenOf.map(({ name }) => name)) || null,
    impact: facts.impact && facts.impact !== "none" ? facts.impact : null,
    region: said.list(facts.regions) || null,
    started: time(startedAt),
    duration: said.duration(now.getTime() - startedAt.getTime()),
    promise: nextUpdateBy && time(nextUpdateBy),
  };
}

function writtenRange(range: Range, pieces: { written: Range; filled: Range }[]): Range {
  const back = (at: number, edge: "from" | "to") => {
    const inside = pieces.find(({ filled }) =>
      edge === "from" ? filled.from <= at && at < filled.to : filled.from < at && at <= filled.to,
    );
    if (inside) return inside.written[edge];
    const before = pieces.findLast(({ filled }) => filled.to <= at);
    return before ? before.written.to + (at - before.filled.to) : at;
  };
  return { from: back(range.from, "from"), to: back(range.to, "to") };
}
