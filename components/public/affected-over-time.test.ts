import { expect, test } from "vitest";
import type { ServiceState } from "@/lib/vocabulary";
import { affectedOverTime } from "./affected-over-time";
import { incident, minutesAgo, now, update } from "./fixtures";

const said = (minutes: number, ...states: [name: string, state: ServiceState][]) =>
  update({
    postedAt: minutesAgo(minutes),
    affected: states.map(([name, state]) => ({ serviceId: name, name, state, previousState: "operational" })),
  });

test("a service's course runs from the beginning of the incident through each change to now", () => {
  const updates = [said(5, ["Cards", "partial_outage"]), said(20, ["Cards", "degraded"])];
  expect(affectedOverTime(incident({ startedAt: minutesAgo(30), updates }), now)).toEqual([
    {
      serviceId: "Cards",
      name: "Cards",
      stretches: [
        { state: "degraded", from: minutesAgo(30), until: minutesAgo(5) },
        { state: "partial_outage", from: minutesAgo(5), until: now },
      ],
    },
  ]);
});

test("saying the same state again does not break a stretch, and a service named later begins later", () => {
  const updates = [said(5, ["Cards", "degraded"], ["Wallet", "degraded"]), said(20, ["Cards", "degraded"])];
  const [cards, wallet] = affectedOverTime(incident({ startedAt: minutesAgo(30), updates }), now);
  expect(cards?.stretches).toHaveLength(1);
  expect(wallet?.stretches).toEqual([{ state: "degraded", from: minutesAgo(5), until: now }]);
});

test("a resolved incident's course ends with it", () => {
  const resolvedAt = minutesAgo(10);
  const [cards] = affectedOverTime(
    incident({ startedAt: minutesAgo(30), resolvedAt, updates: [said(20, ["Cards", "degraded"])] }),
    now,
  );
  expect(cards?.stretches.at(-1)?.until).toEqual(resolvedAt);
});
