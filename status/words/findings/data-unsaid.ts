import { type Check, pagerDutyGuide } from "../finding";
import { findPhrases, phrasebook } from "../phrase";

/** Whether data or money was lost: said at the end, even when it was not. */
export const dataUnsaid: Check = {
  kind: "data_unsaid",
  why: "When it is over, the question that is left is whether anything was lost.",
  source: pagerDutyGuide,
  passed: "States data loss, or none",
  applies: ({ subject, status }) => subject === "incident" && status === "resolved",
  find: ({ tokens, steps }) =>
    findPhrases(tokens, book, steps).length > 0
      ? []
      : [
          {
            range: null,
            title: "Says nothing of data",
            suggestion: "Say whether anything was lost, like “No order was lost or charged twice.”",
          },
        ],
};

const book = phrasebook([
  "lost|loss|lose|corrupted|deleted|erased|intact|leaked|exposed|duplicated|unharmed|twice",
  "data|orders|payments|messages|files|records|everything|information ~5 safe|complete|affected|touched|missing|there|kept|damaged|arrived|restored",
  "no|all|your ~2 data",
  "nothing ~3 missing|damaged|affected",
]);
