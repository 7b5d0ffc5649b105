import { expect, test } from "vitest";
import { byUrgency, viewPromise } from "./promise";

const at = (clock: string) => new Date(`2026-11-23T${clock}Z`);

test("a promise with time left says how much, and the span is crossed as far as time has gone", () => {
  const view = viewPromise(at("14:20:00"), at("14:40:00"), at("14:22:07"));
  expect(view).toMatchObject({ standing: "on_time", words: "17:53 left", pier: 100 });
  expect(view.crossed).toBeCloseTo(10.6, 1);
});

test("with five minutes or less it is at risk", () => {
  expect(viewPromise(at("14:00:00"), at("14:25:00"), at("14:20:00")).standing).toBe("at_risk");
  expect(viewPromise(at("14:00:00"), at("14:25:00"), at("14:22:07")).words).toBe("at risk, 02:53 left");
});

test("an overdue promise runs past its pier", () => {
  const view = viewPromise(at("14:00:00"), at("14:18:00"), at("14:22:07"));
  expect(view).toMatchObject({ standing: "overdue", words: "overdue by 04:07", crossed: 100 });
  expect(view.pier).toBeLessThan(100);
});

test("a promise missed by hours and by days is still said plainly", () => {
  expect(viewPromise(at("10:00:00"), at("10:20:00"), at("14:22:07")).words).toBe("overdue by 4:02:07");
  const late = viewPromise(at("10:00:00"), at("10:20:00"), new Date("2026-11-26T14:22:07Z"));
  expect(late.words).toBe("overdue by 3 d 4 h");
});

test("in the last minute it is due now", () => {
  expect(viewPromise(at("14:00:00"), at("14:25:00"), at("14:24:19")).words).toBe("due now, 00:41 left");
});

test("the incident with the most urgent promise to any audience comes first; without one it comes last", () => {
  const promises = [
    { incidentId: "checkout", by: at("15:00:00") },
    { incidentId: "stock", by: at("14:40:00") },
    { incidentId: "checkout", by: at("14:18:00") },
  ];
  const items = [{ id: "none" }, { id: "stock" }, { id: "checkout" }];
  expect(byUrgency(items, promises).map(({ id }) => id)).toEqual(["checkout", "stock", "none"]);
});
