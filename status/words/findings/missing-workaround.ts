import { type Check, pagerDutyGuide } from "../finding";
import { findPhrases, phrasebook } from "../phrase";

/** What readers can do meanwhile, even if it is nothing. */
export const missingWorkaround: Check = {
  kind: "missing_workaround",
  why: "Who is stuck wants to know what they can do now.",
  source: pagerDutyGuide,
  passed: "Says what readers can do",
  applies: ({ subject, status, impact }) =>
    subject === "incident" && (status === "investigating" || status === "identified") && impact !== "none",
  find: ({ tokens, steps }) =>
    findPhrases(tokens, book, steps).length > 0
      ? []
      : [
          {
            range: null,
            title: "Does not say what readers can do",
            suggestion:
              "Say what still works or helps (“trying again often works”), or that nothing does yet.",
          },
        ],
};

const book = phrasebook([
  "try|retry|trying|retrying|reload|refresh|instead|meanwhile|workaround|please|wait|repeat",
  "you|they|customers|people|everyone|everybody ~1 can|need|must|should",
  "can|may still",
  "nothing|no ~2 you|to ~2 do",
  "no action|workaround|need|way",
  "nothing helps|else",
  "work|works|working ~1 without|around|by|as|normally",
  "unless|until then",
  "do not ~1 sign|send|pay|retry|reload|order|repeat|close",
  "use the|our|another|your",
  "contact us|support|your",
  "keep|leave ~2 open|signed",
]);
