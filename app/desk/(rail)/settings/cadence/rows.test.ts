import { expect, test } from "vitest";
import { cadencePresets } from "@/communications/cadence/presets";
import { severities } from "@/lib/vocabulary";
import { afterName, everyName, linesOf, openStatuses, readRows } from "./rows";

/** What a browser sends for the form as it is shown. */
function sent(rows: Parameters<typeof linesOf>[0]): FormData {
  const form = new FormData();
  for (const severity of severities) {
    for (const [index, { after, every }] of linesOf(rows, severity).entries()) {
      form.set(afterName(severity, index), String(after ?? ""));
      for (const status of openStatuses)
        form.set(everyName(severity, index, status), String(every[status] ?? ""));
    }
  }
  return form;
}

test.each(cadencePresets)("$name comes back from the form as it went in", ({ rows }) => {
  const bySort = (a: object, b: object) => JSON.stringify(a).localeCompare(JSON.stringify(b));
  expect(readRows(sent(rows)).toSorted(bySort)).toEqual(
    rows
      .map(({ severity, status, afterMinutes, everyMinutes }) => ({
        severity,
        status,
        afterMinutes,
        everyMinutes,
      }))
      .toSorted(bySort),
  );
});

test("a line that was written in is a row; one without a start, and what is no number, is none to be used", () => {
  const form = sent([]);
  form.set(afterName("SEV1", 1), "120");
  form.set(everyName("SEV1", 1, "identified"), "60");
  form.set(everyName("SEV2", 1, "identified"), "60");
  form.set(everyName("SEV3", 0, "identified"), "often");
  expect(readRows(form)).toEqual([
    { severity: "SEV1", status: "identified", afterMinutes: 120, everyMinutes: 60 },
    { severity: "SEV2", status: "identified", afterMinutes: Number.NaN, everyMinutes: 60 },
    { severity: "SEV3", status: "identified", afterMinutes: 0, everyMinutes: Number.NaN },
  ]);
});
