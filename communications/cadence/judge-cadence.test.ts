import { expect, test } from "vitest";
import { judgeCadence } from "./judge-cadence";
import type { Cadence } from "./next-promise";
import { cadencePresets } from "./presets";

const [external] = cadencePresets;
const base = external!.rows.filter(({ afterMinutes }) => afterMinutes === 0);
const row = (over: Partial<Cadence>): Cadence => ({
  ...{ severity: "SEV1", status: "identified", afterMinutes: 0, everyMinutes: 20 },
  ...over,
});
const wrong = (rows: Cadence[]) => judgeCadence(rows, { private: false }).wrong;

test.each(cadencePresets)("$name may be used as it is", ({ rows }) => {
  expect(wrong(rows)).toEqual([]);
});

test("a slower cadence may begin only after two hours: never decided in the first", () => {
  expect(wrong([...base, row({ afterMinutes: 60, everyMinutes: 45 })])).toEqual([
    "SEV1, identified: a slower cadence begins after 60 minutes. It may begin only after two hours.",
  ]);
  expect(wrong([...base, row({ afterMinutes: 119, everyMinutes: 21 })])).toHaveLength(1);
  expect(wrong([...base, row({ afterMinutes: 120, everyMinutes: 60 })])).toEqual([]);
});

test("a faster one may begin at any time", () => {
  expect(wrong([...base, row({ afterMinutes: 30, everyMinutes: 10 })])).toEqual([]);
});

test("every severity and status says how often from the beginning", () => {
  expect(
    wrong(base.filter(({ severity, status }) => !(severity === "SEV3" && status === "monitoring"))),
  ).toEqual(["SEV3, monitoring: say how often from the beginning."]);
});

test("rows are sane, each once, and none is for what is over", () => {
  for (const everyMinutes of [0, 4, 1441, 20.5, Number.NaN]) {
    const rows = base.map((one, index) => (index === 0 ? { ...one, everyMinutes } : one));
    expect(wrong(rows), String(everyMinutes)).toHaveLength(1);
  }
  expect(wrong([...base, row({})])).toEqual(["SEV1, identified: two lines begin after 0 minutes. Keep one."]);
  expect(wrong([...base, row({ status: "resolved" })]).join()).toContain("once it is over");
  expect(wrong([...base, row({ afterMinutes: -1 })]).join()).toContain("within a week");
});

test("people inside are not told every few minutes without somebody having thought about it", () => {
  const rows = [...base, row({ afterMinutes: 30, everyMinutes: 10 })];
  expect(judgeCadence(rows, { private: true })).toMatchObject({
    wrong: [],
    warnings: [expect.stringContaining("commander's decision")],
  });
  expect(judgeCadence(rows, { private: false }).warnings).toEqual([]);
});
