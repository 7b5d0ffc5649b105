import { type Check, cutSentence, pagerDutyGuide } from "../finding";
import { findPhrases, type Match, phrasebook } from "../phrase";
import type { Token } from "../tokens";

/** When it will be over, said to people who would hold us to it. */
export const resolutionTime: Check = {
  kind: "resolution_time",
  why: "Who is told a time plans by it, and a time that passes costs more trust than none.",
  source: pagerDutyGuide,
  passed: "Promises no time of resolution",
  applies: ({ subject }, { mayExpectResolution }) => subject === "incident" && !mayExpectResolution,
  find: (read) =>
    findPhrases(read.tokens, book, read.steps)
      .filter((match) => !ofUs(read.tokens, match) && !denied(read.tokens, match))
      .map((match) => ({
        range: { from: match.from, to: match.to },
        title: "Promises a time",
        suggestion: "Say what you do, and when you next speak.",
        fix: cutSentence(read, match),
      })),
};

const over =
  "fixed|resolved|restored|repaired|solved|recovered|recover|back|available|normal|over|done|complete|completed|working|running|up|return|resume|fix|resolve|restore|repair|solve|gone";
const ending = "resolution|recovery|fix|repair|restoration|solution";
const will =
  "will|should|shall|would|may|might|could|can|expect|expects|expected|expecting|anticipate|anticipated|estimate|estimated|hope|hoping|aim|aiming|plan|going|we'll|it'll|they'll|everything'll|that'll";
const by = "by|before|until|within|in|around|at|about|between|after|from";

const book = phrasebook(
  [
    `${will} ~4 ${over} ~3 ${by} ~2 WHEN`,
    `${will} ~4 ${over} ~2 soon|shortly|momentarily|today|tonight|tomorrow`,
    `${will} ~4 soon|shortly ~1 ${over}`,
    `${will} ~3 ${ending} ~2 ${by} ~2 WHEN`,
    `${ending} ~3 expected|due|planned|estimated ~3 WHEN`,
    `${ending} ~2 by|within|before ~2 WHEN`,
    `${by} ~2 WHEN ~2 ${will} ~3 ${over}`,
    "eta|etr",
    "estimated time ~3 resolution|recovery|repair|restoration|fix",
    `takes|take ~3 WHEN to ~1 ${over}`,
  ],
  { WHEN: isWhen },
);

const spans = new Set(
  "minute,minutes,min,mins,hour,hours,h,hrs,day,days,noon,midnight,morning,afternoon,evening,tonight,tomorrow,today,monday,tuesday,wednesday,thursday,friday,saturday,sunday,week,weeks".split(
    ",",
  ),
);

/** A clock time ("15:10", "3pm") or a length of time. */
function isWhen({ lower }: Token): boolean {
  return spans.has(lower) || /^\d{1,2}[:.h]\d{2}(am|pm|z)?$|^\d{1,2}(am|pm|h|min)$/.test(lower);
}

/** "We will be back with news by 15:00" is a promise to speak. */
function ofUs(all: Token[], { tokens, at }: Match): boolean {
  const before = all[at - 1]?.lower;
  const us = before === "we" || before === "i" || tokens[0]!.lower === "we'll";
  return us && tokens.some(({ lower }) => lower === "back");
}

/** How many words before it can deny it: "we cannot say yet when it will be fixed". */
const denialReach = 7;
const denials = new Set("no,not,cannot,can't,don't,without,never,nor,neither,unable".split(","));

function denied(all: Token[], { tokens, at }: Match): boolean {
  const { sentence } = tokens[0]!;
  return all
    .slice(Math.max(0, at - denialReach), at)
    .some((token) => token.sentence === sentence && denials.has(token.lower));
}
