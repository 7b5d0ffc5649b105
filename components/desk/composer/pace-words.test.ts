import { expect, test } from "vitest";
import { paceWords, wayWords } from "./pace-words";

const pace = (seconds: number | null, more = {}) => ({
  ...({ channel: "email", messages: 1284, perSecond: 50, from: "limit" } as const),
  ...{ seconds, ...more },
});

test("the slowest way says when the last message is out", () => {
  expect(paceWords([pace(26), pace(128, { channel: "sms", perSecond: 10, from: "measured" })])).toBe(
    "All are out in about 3 minutes: 10 a second, as last measured.",
  );
  expect(paceWords([pace(0.4)])).toBe("All are out in a moment: 50 a second, as the provider allows.");
  expect(paceWords([pace(26)])).toContain("about 26 seconds");
  expect(paceWords([pace(20_000)])).toContain("about 6 hours");
});

test("where a rate is not known nothing is promised", () => {
  expect(paceWords([])).toBeNull();
  expect(paceWords([pace(26), pace(null, { channel: "slack", perSecond: null, from: null })])).toBeNull();
});

test("the ways are named, the fullest first", () => {
  expect(wayWords({ sms: 3, email: 1281 })).toBe("1,281 by email, 3 by text message");
  expect(wayWords({})).toBe("");
});
