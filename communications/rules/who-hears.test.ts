import fc from "fast-check";
import { expect, test } from "vitest";
import {
  eventKinds,
  impacts,
  severities,
  subscriberStates,
  subscriptionDetails,
  subscriptionScopes,
  suppressionReasons,
} from "@/lib/vocabulary";
import { type EventFacts, type Subscription, whoHears } from "./who-hears";

const checkout = { id: "checkout0000", name: "Checkout" };
const search = { id: "search000000", name: "Search" };
const event = (changes: Partial<EventFacts> = {}): EventFacts => ({
  kind: "incident_updated",
  tell: true,
  drill: false,
  backfilled: false,
  incidentId: "incident0001",
  severity: "SEV2",
  impact: "major",
  services: [checkout],
  ...changes,
});
const wish = (changes: Partial<Subscription> = {}): Subscription => ({
  id: "subscriber01",
  channel: "email",
  state: "confirmed",
  paused: false,
  suppressed: null,
  scope: "all_services",
  detail: "every_update",
  serviceIds: [],
  incidentIds: [],
  ...changes,
});
const reasonOf = (facts: EventFacts, subscription: Subscription) =>
  whoHears(facts, [subscription]).hears[0]?.reason;
const whyNot = (facts: EventFacts, subscription: Subscription) =>
  whoHears(facts, [subscription]).doesNot[0]?.why;

test("who chose all services hears every update", () => {
  expect(reasonOf(event(), wish())).toBe("you chose all services");
  expect(reasonOf(event({ services: [] }), wish())).toBe("you chose all services");
});

test("who chose services hears of those, and is told which", () => {
  const chosen = wish({ scope: "chosen_services", serviceIds: [checkout.id, search.id] });
  expect(reasonOf(event(), chosen)).toBe("you chose Checkout");
  expect(reasonOf(event({ services: [checkout, search] }), chosen)).toBe("you chose Checkout and Search");
  expect(whyNot(event({ services: [] }), chosen)).toBe("not_their_service");
  expect(whyNot(event({ services: [search] }), { ...chosen, serviceIds: [checkout.id] })).toBe(
    "not_their_service",
  );
});

test("who wants only start and end hears the first and the last word", () => {
  const brief = wish({ detail: "opened_and_resolved" });
  for (const kind of ["incident_opened", "incident_reopened", "incident_resolved"] as const) {
    expect(reasonOf(event({ kind }), brief)).toBeDefined();
  }
  for (const kind of ["incident_updated", "maintenance_started", "maintenance_updated"] as const) {
    expect(whyNot(event({ kind }), brief)).toBe("only_start_and_end");
  }
});

test("who follows one incident hears all of it, and nothing else", () => {
  const follower = wish({
    scope: "one_incident",
    detail: "opened_and_resolved",
    incidentIds: ["incident0001"],
  });
  expect(reasonOf(event(), follower)).toBe("you follow this incident");
  expect(whyNot(event({ incidentId: "incident0002" }), follower)).toBe("not_their_service");
  expect(whyNot(event({ incidentId: null, kind: "maintenance_started" }), follower)).toBe(
    "not_their_service",
  );
});

test("who wants only what is major hears of it until its end, and of nothing smaller", () => {
  const major = wish({ detail: "major_only" });
  for (const impact of ["major", "critical"] as const) {
    expect(reasonOf(event({ impact }), major)).toBeDefined();
    expect(reasonOf(event({ impact, kind: "incident_resolved" }), major)).toBeDefined();
  }
  for (const impact of ["none", "minor", null] as const) {
    expect(whyNot(event({ impact }), major)).toBe("only_major");
  }
});

test("nobody hears while they pause, or after we switched them off", () => {
  expect(whyNot(event(), wish({ paused: true, incidentIds: ["incident0001"] }))).toBe("paused");
  expect(whyNot(event(), wish({ state: "switched_off" }))).toBe("switched_off");
});

test("nobody hears of a drill, a backfill, a correction, or what was not to be told", () => {
  expect(whyNot(event({ drill: true }), wish())).toBe("drill");
  expect(whyNot(event({ tell: false }), wish())).toBe("not_told");
  expect(whyNot(event({ backfilled: true }), wish())).toBe("not_told");
  expect(whyNot(event({ kind: "update_corrected" }), wish())).toBe("not_told");
});

const ids = ["a", "b", "c", "d", "e"].map((letter) => letter.repeat(12));
const someIds = fc.uniqueArray(fc.constantFrom(...ids));
const anyEvent = fc.record({
  kind: fc.constantFrom(...eventKinds),
  tell: fc.boolean(),
  drill: fc.boolean(),
  backfilled: fc.boolean(),
  incidentId: fc.option(fc.constantFrom(...ids)),
  severity: fc.option(fc.constantFrom(...severities)),
  impact: fc.option(fc.constantFrom(...impacts)),
  services: someIds.map((chosen) => chosen.map((id) => ({ id, name: id }))),
});
const anyWish = fc.record({
  id: fc.constantFrom(...ids),
  channel: fc.constant("email" as const),
  state: fc.constantFrom(...subscriberStates),
  paused: fc.boolean(),
  suppressed: fc.constantFrom(null, ...suppressionReasons),
  scope: fc.constantFrom(...subscriptionScopes),
  detail: fc.constantFrom(...subscriptionDetails),
  serviceIds: someIds,
  incidentIds: someIds,
});

test("everybody is judged once, whatever the event and the wishes", () => {
  fc.assert(
    fc.property(anyEvent, fc.array(anyWish), (facts, wishes) => {
      const { hears, doesNot } = whoHears(facts, wishes);
      const judged = [...hears, ...doesNot].map(({ recipientId }) => recipientId);
      expect(judged.toSorted()).toEqual([...new Set(wishes.map(({ id }) => id))].toSorted());
    }),
  );
});

test("an address that bounced or complained is not written to, and the preview can say why", () => {
  expect(whyNot(event(), wish({ suppressed: "bounced" }))).toBe("bounced");
  expect(whyNot(event(), wish({ suppressed: "complained", incidentIds: ["incident0001"] }))).toBe(
    "complained",
  );
  expect(whyNot(event(), wish({ suppressed: "bounced", state: "left" }))).toBe("left");
});

test("nobody who left or is suppressed ever hears, and nobody hears of a drill", () => {
  fc.assert(
    fc.property(anyEvent, anyWish, (facts, subscription) => {
      const { hears } = whoHears(facts, [subscription]);
      const { state, suppressed, paused } = subscription;
      if (state !== "confirmed" || paused || suppressed || facts.drill || !facts.tell)
        expect(hears).toEqual([]);
    }),
  );
});
