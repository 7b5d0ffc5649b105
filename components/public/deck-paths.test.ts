import { expect, test } from "vitest";
import { serviceStates } from "@/lib/vocabulary";
import { wordsFor } from "@/lib/words";
import { deckPaths, deckWords, worstDays } from "./deck-paths";
import { days } from "./fixtures";

const words = wordsFor("en");

test("calm days are one line and nothing else", () => {
  expect(deckPaths(days())).toEqual({ working: "M0 22H360", degraded: null, severe: null });
  expect(deckWords(days(), words)).toBe("90 days: no trouble");
});

test("trouble stands up from the line, higher when worse", () => {
  const paths = deckPaths(days({ 0: "degraded", 1: "partial_outage", 89: "major_outage" }));
  expect(paths).toEqual({ working: "M0 22H360", degraded: "M1.5 24V13", severe: "M5.5 24V8M357.5 24V1" });
});

test("maintenance is lifted off the line, no data is a gap", () => {
  const paths = deckPaths(days({ 9: "no_data", 10: "no_data", 47: "under_maintenance" }));
  expect(paths.working).toBe("M0 22H36M44 22H188M192 22H360M188 14h3");
});

test("a service known only today has a line of one day", () => {
  const unknown = Object.fromEntries(Array.from({ length: 89 }, (_, day) => [day, "no_data" as const]));
  expect(deckPaths(days(unknown)).working).toBe("M356 22H360");
});

test("the words count the same days, worst first", () => {
  const line = days({
    1: "degraded",
    2: "degraded",
    3: "major_outage",
    4: "under_maintenance",
    5: "no_data",
  });
  expect(deckWords(line, words)).toBe(
    "90 days: 1 day of major outage, 2 days degraded, 1 day with maintenance, 1 day without data",
  );
});

test("all services together show the worst of each day", () => {
  const together = worstDays(
    [days({ 1: "degraded", 2: "no_data" }), days({ 1: "major_outage" })],
    serviceStates,
  );
  expect([together[0]?.state, together[1]?.state, together[2]?.state]).toEqual([
    "operational",
    "major_outage",
    "operational",
  ]);
  expect(worstDays([], serviceStates)).toEqual([]);
});
