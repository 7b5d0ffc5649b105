import { expect, test } from "vitest";
import { minutesLater, noon } from "@/db/factories";
import { reportMinutes, reportRate, reportsThatPropose } from "./report-rate";

const at = (...minutes: number[]) => minutes.map((minute) => minutesLater(minute));

test("six within fifteen minutes propose a post; five do not", () => {
  const six = at(-14, -10, -8, -5, -1, 0);
  expect(six).toHaveLength(reportsThatPropose);
  expect(reportRate(six, noon)).toEqual({ recent: 6, proposes: true });
  expect(reportRate(six.slice(1), noon)).toEqual({ recent: 5, proposes: false });
});

test("what is fifteen minutes old, or still to come, is not counted", () => {
  expect(reportRate(at(-reportMinutes, -30, 1), noon)).toEqual({ recent: 0, proposes: false });
});
