import { expect, test } from "vitest";
import { activityWords } from "./activity-words";

test("a lowered severity is told with its reason", () => {
  const details = { severity: ["SEV1", "SEV2"], reason: "one region only" };
  expect(activityWords({ kind: "incident_updated", details })).toBe(
    "posted an update, SEV1 to SEV2: one region only",
  );
});

test("an approval says who is asked, and as what somebody decides", () => {
  const details = { role: "commander", to: "Cleo" };
  expect(activityWords({ kind: "approval_asked", details })).toBe("asked for approval by Cleo, commander");
  const given = { kind: "approval_given" as const, details: { role: "commander" } };
  expect(activityWords(given)).toBe("approved words as commander");
});

test("a role says whom it comes from and goes to", () => {
  const asked = { role: "customer_liaison", to: "Priya", unanswered: true };
  expect(activityWords({ kind: "role_offered", details: asked })).toBe(
    "offered the role of customer liaison to Priya, because nobody answered",
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

test("an audience that is let in or put out is named, with the reason", () => {
  const details = { name: "Support", reason: "They are done with it." };
  expect(activityWords({ kind: "audience_put_out", details })).toBe(
    "put an audience out again, Support: They are done with it.",
  );
});
