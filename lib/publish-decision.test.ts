import { expect, test } from "vitest";
import { type PublishAnswers, publishAdvice, publishQuestions } from "./publish-decision";

const no: PublishAnswers = {
  widespread: false,
  reportedOutside: false,
  coreInDoubt: false,
  silenceEmbarrasses: false,
  fewerThanTen: false,
};

test.each(Object.keys(publishQuestions))("one yes is enough to publish: %s", (question) => {
  expect(publishAdvice({ ...no, [question]: true })).toBe("publish");
});

test("four times no stays inside", () => {
  expect(publishAdvice(no)).toBe("keep_inside");
});

test("fewer than ten customers get a notice each, unless the trouble is wide or spoken of outside", () => {
  const few = { ...no, fewerThanTen: true };
  expect(publishAdvice(few)).toBe("private_notices");
  expect(publishAdvice({ ...few, coreInDoubt: true, silenceEmbarrasses: true })).toBe("private_notices");
  expect(publishAdvice({ ...few, reportedOutside: true })).toBe("publish");
  expect(publishAdvice({ ...few, widespread: true })).toBe("publish");
});
