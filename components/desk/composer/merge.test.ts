import { expect, test } from "vitest";
import type { ComposerFields, Known } from "./fields";
import { changedFacts, takeUntouched, withFact } from "./merge";

const known: Known = {
  ...{ title: "Cards fail", status: "investigating", severity: "SEV2", impact: "major", where: "Europe" },
  services: { checkout: "partial_outage" },
};
const form = (over: Partial<Known> = {}) => ({ ...known, ...over, known }) as ComposerFields;
const theirs: Known = {
  ...{ ...known, severity: "SEV1", status: "identified" },
  services: { checkout: "major_outage", search: "degraded" },
};

test("what others changed and the form left alone is taken; what the form changed too stays its own", () => {
  const mine = form({ status: "monitoring", where: "Europe,Asia " });
  const merged = takeUntouched(mine, known, theirs);
  expect(merged).toMatchObject({
    ...{ severity: "SEV1", status: "monitoring", where: "Europe,Asia " },
    services: { checkout: "major_outage", search: "degraded" },
  });
  expect(changedFacts(known, theirs, mine).filter(({ both }) => both)).toEqual([
    { key: "status", theirs: "identified", mine: "monitoring", both: true },
  ]);
});

test("what both changed is asked again after a reload, until somebody chose", () => {
  const merged = takeUntouched(form({ status: "monitoring" }), known, theirs);
  expect(changedFacts(merged.known!, theirs, merged).map(({ key }) => key)).toEqual(["status"]);
  const chosen = { ...merged, ...withFact(merged, "status", "identified") };
  expect(changedFacts(chosen.known!, theirs, chosen)).toEqual([]);
});

test("the same change on both sides is none, nor is another way of writing it", () => {
  const same = { ...theirs, where: "Europe , Asia" };
  expect(changedFacts(known, same, form({ ...theirs, where: "Europe, Asia" }))).toEqual([]);
});

test("a later change is seen from what the form took over before", () => {
  const merged = takeUntouched(form(), known, theirs);
  const later = { ...theirs, severity: "SEV3" as const };
  expect(changedFacts(merged.known!, later, merged)).toEqual([
    { key: "severity", theirs: "SEV3", mine: "SEV1", both: false },
  ]);
});

test("a service that others do not speak of any more goes, unless the form says something else of it", () => {
  const none = { ...known, services: {} };
  expect(takeUntouched(form(), known, none).services).toEqual({});
  const said = form({ services: { checkout: "degraded" } });
  expect(takeUntouched(said, known, none).services).toEqual({ checkout: "degraded" });
});

test("theirs or mine is taken by one choice, and back", () => {
  const mine = form({ status: "monitoring" });
  const taken = { ...mine, ...withFact(mine, "status", "identified") };
  expect(taken.status).toBe("identified");
  expect({ ...taken, ...withFact(taken, "status", "monitoring") }).toEqual(mine);
  const back = { ...mine, ...withFact(mine, "service checkout", null) };
  expect(back.services).toEqual({});
});
