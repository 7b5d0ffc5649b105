import { expect, test } from "vitest";
import { activityWords } from "./activity-words";

test("a lowered severity is told with its reason", () => {
  const details = { severity: ["SEV1", "SEV2"], reason: "one region only" };
  expect(activityWords({ kind: "incident_updated", details })).toBe(
    "posted an update, SEV1 to SEV2: one region only",
  );
});

test("an event without details is told plainly", () => {
  expect(activityWords({ kind: "incident_opened", details: {} })).toBe("opened the incident");
});

test("an update without news says so", () => {
  expect(activityWords({ kind: "incident_updated", details: { noChange: true } })).toBe(
    "said that nothing is new",
  );
});
