import { expect, test } from "vitest";
import { minutesLater, noon } from "@/db/factories";
import { questionReport } from "./question-report";

const asked = (after: number, answeredAfter: number | null, people = 1) => ({
  askedAt: minutesLater(after),
  answeredAt: answeredAfter === null ? null : minutesLater(answeredAfter),
  people,
});
const minutes = (n: number) => n * 60_000;

test("without questions there is nothing to wait for", () => {
  expect(questionReport([], 2, noon)).toEqual({
    ...{ questions: 0, asked: 0, answered: 0, usualWait: null, longestWait: null, deflections: 2 },
  });
});

test("half of the answers came within the usual wait", () => {
  const all = [asked(0, 3), asked(0, 5), asked(10, 19), asked(10, 40)];
  expect(questionReport(all, 0, minutesLater(60))).toMatchObject({ answered: 4, usualWait: minutes(5) });
  expect(questionReport(all.slice(0, 3), 0, minutesLater(60))).toMatchObject({ usualWait: minutes(5) });
});

test("who waits still is the longest wait, and people are counted, not only questions", () => {
  expect(questionReport([asked(0, 4, 3), asked(10, null, 2)], 1, minutesLater(30))).toEqual({
    ...{ questions: 2, asked: 5, answered: 1, deflections: 1 },
    ...{ usualWait: minutes(4), longestWait: minutes(20) },
  });
});
