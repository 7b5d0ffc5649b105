import { type Check, pagerDutyGuide } from "../finding";

/** When we speak next. It stands in the facts, and every page and letter shows it. */
export const missingPromise: Check = {
  kind: "missing_promise",
  why: "Without a next time people ask, and each answer is work that the fix waits for.",
  source: pagerDutyGuide,
  passed: "States next update",
  applies: ({ subject, status }) => subject === "incident" && status !== "resolved",
  find: (_read, { promised }) =>
    promised
      ? []
      : [
          {
            range: null,
            title: "Promises no next update",
            suggestion: "Choose a time under “Next update by”.",
          },
        ],
};
