import { type Check, pagerDutyGuide } from "../finding";
import { findPhrases, phrasebook } from "../phrase";

/** What we do not know, told as if we half did. */
export const guess: Check = {
  kind: "guess",
  why: "A guess is read as news, and has to be taken back when it was wrong.",
  source: pagerDutyGuide,
  passed: "Guesses nothing",
  applies: () => true,
  find: ({ tokens, steps }) =>
    findPhrases(tokens, book, steps).map(({ from, to }) => ({
      range: { from, to },
      title: "Guesses",
      suggestion: "Say what you know, or that you do not know it yet.",
    })),
};

const book = phrasebook([
  "we|i ~1 think|believe|suspect|assume|guess|reckon|feel|presume",
  "it|this|that|there|they|problem|cause|issue seems|seem|appears|appear",
  "probably|possibly|presumably|apparently|supposedly|perhaps|maybe|likely|hopefully|conceivably",
  "might|may|could have been",
  "we|i ~1 hope",
  "our|best guess|suspicion|assumption|theory|hypothesis",
]);
