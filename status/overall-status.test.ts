import fc from "fast-check";
import { expect, test } from "vitest";
import { impacts, serviceStates } from "@/lib/vocabulary";
import { overallStatus, worse } from "./overall-status";

test("nothing wrong, also with nothing to speak of", () => {
  expect(overallStatus([], [])).toBe("operational");
  expect(overallStatus(["operational", "operational"], ["none"])).toBe("operational");
});

test.each([
  [["operational", "degraded"], [], "degraded"],
  [["under_maintenance", "operational"], [], "under_maintenance"],
  [["under_maintenance", "degraded"], [], "degraded"],
  [["partial_outage", "major_outage"], [], "major_outage"],
  [["operational"], ["minor"], "degraded"],
  [["operational"], ["major"], "partial_outage"],
  [[], ["critical"], "major_outage"],
  [["major_outage"], ["minor"], "major_outage"],
  [["degraded"], ["none", "critical"], "major_outage"],
] as const)("services %j with open impacts %j are together %s", (services, open, overall) => {
  expect(overallStatus([...services], [...open])).toBe(overall);
});

test("more bad news never makes it better, and its order does not matter", () => {
  const states = fc.array(fc.constantFrom(...serviceStates));
  const open = fc.array(fc.constantFrom(...impacts));
  fc.assert(
    fc.property(states, open, fc.constantFrom(...serviceStates), (services, impacts, one) => {
      const before = overallStatus(services, impacts);
      const after = overallStatus([one, ...services.toReversed()], impacts.toReversed());
      expect(after).toBe(worse(before, one));
    }),
  );
});
