import { type Check, cutSentence, pagerDutyGuide } from "../finding";
import { findPhrases, phrasebook } from "../phrase";

/** Sentences that every company writes, and nobody believes. */
export const emptyPhrase: Check = {
  kind: "empty_phrase",
  why: "It says nothing about the trouble, and readers know it from everybody else's.",
  source: pagerDutyGuide,
  passed: "Every sentence says something",
  applies: () => true,
  find: (read) =>
    findPhrases(read.tokens, book, read.steps).map((match) => ({
      range: { from: match.from, to: match.to },
      title: "Says nothing",
      suggestion: "Cut it, or say what it costs people and what you do.",
      fix: cutSentence(read, match),
    })),
};

const book = phrasebook([
  "take|takes|taking ~6 seriously",
  "any|the|this inconvenience",
  "apologise|apologize|apologies|sorry ~2 for ~1 any|the ~1 inconvenience|disruption|trouble",
  "thank|thanks ~1 for your|being ~1 patience|understanding|patient",
  "appreciate|value your ~1 patience|understanding|business|trust",
  "working|work hard|diligently|tirelessly|feverishly|intensively",
  "around the clock",
  "rest assured",
  "utmost|paramount importance|priority|seriousness",
  "top|highest|number-one priority",
  "as soon|quickly as possible",
  "bear with us",
  "experiencing ~1 issues|difficulties|problems",
  "committed to ~2 providing|delivering|ensuring",
  "exceptional|unprecedented circumstances",
]);
