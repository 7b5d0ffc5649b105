import { type Check, pagerDutyGuide } from "../finding";
import { findPhrases, phrasebook } from "../phrase";

/** That everything works again, in so many words. */
export const recoveryUnsaid: Check = {
  kind: "recovery_unsaid",
  why: "The last word must leave no doubt that it is over, for everyone.",
  source: pagerDutyGuide,
  passed: "States full recovery",
  applies: ({ subject, status }) => subject === "incident" && status === "resolved",
  find: ({ tokens, steps }) =>
    findPhrases(tokens, book, steps).length > 0
      ? []
      : [
          {
            range: null,
            title: "Does not say that it works again",
            suggestion: "Say what works again, for whom, and since when.",
          },
        ],
};

const book = phrasebook([
  "works|work|working|recovered|restored|resolved|fixed|over|normal|normally|recovery|back|again|solved|ended|succeed|usual",
]);
