import { type Check, pagerDutyGuide } from "../finding";
import { findPhrases, phrasebook } from "../phrase";

/** "Some users may": nobody knows whether they are meant. */
export const vagueCrowd: Check = {
  kind: "vague_crowd",
  why: "“Some users may” leaves everybody to find out for themselves.",
  source: pagerDutyGuide,
  passed: "Says who is meant",
  applies: () => true,
  find: ({ tokens, steps }) =>
    findPhrases(tokens, book, steps).map(({ from, to }) => ({
      range: { from, to },
      title: "Hedges",
      suggestion: "Say how many, and where: “one in twenty card payments in Europe fails”.",
    })),
};

const who = "users|customers|people|clients|accounts|visitors|merchants|members|subscribers|you";
const book = phrasebook([
  `some|certain|several|few|many ~2 ${who} may|might|could`,
  `some|certain ~2 ${who} are|have ~1 possibly|potentially`,
  `subset|portion|percentage|handful of ~2 ${who}`,
  `small|limited number|percentage|subset|group of ~2 ${who}`,
  "some|certain ~1 requests|payments|orders|pages may|might|could",
  "you may|might ~1 experience|notice",
]);
