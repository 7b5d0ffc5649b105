import { expect, test } from "vitest";
import { compareCadences } from "./compare-cadences";
import type { Cadence } from "./next-promise";

const row = (severity: Cadence["severity"], afterMinutes: number, everyMinutes: number): Cadence => ({
  ...{ severity, status: "identified", afterMinutes, everyMinutes },
});

test("it says what becomes slower, what comes and what goes, and nothing of what stays", () => {
  const before = [row("SEV2", 0, 20), row("SEV1", 0, 10), row("SEV3", 0, 30)];
  const after = [row("SEV3", 0, 30), row("SEV1", 0, 15), row("SEV1", 120, 60)];
  expect(compareCadences(before, after)).toEqual([
    { severity: "SEV1", status: "identified", afterMinutes: 0, from: 10, to: 15 },
    { severity: "SEV1", status: "identified", afterMinutes: 120, from: null, to: 60 },
    { severity: "SEV2", status: "identified", afterMinutes: 0, from: 20, to: null },
  ]);
});
