import { readFileSync } from "node:fs";
import Ajv from "ajv";
import fc from "fast-check";
import { expect, test } from "vitest";
import {
  busyStatus,
  fixtureId,
  incident,
  maintenance,
  minutesAgo,
  page,
  service,
  update,
} from "@/components/public/fixtures";
import { impacts, incidentStatuses, maintenanceStatuses, serviceStates } from "@/lib/vocabulary";
import { type ApiFacts, type Endpoint, endpoints, isEndpoint } from "./translate";

const schema = JSON.parse(readFileSync(new URL("./statuspage-v2.schema.json", import.meta.url), "utf8"));
const ajv = new Ajv({ strict: false, formats: { uri: (text: string) => URL.canParse(text) } });
ajv.addSchema(schema, "v2");

const definitions: Record<Endpoint, string> = {
  summary: "summary.json",
  status: "status.json",
  components: "components.json",
  incidents: "incidents.json",
  "incidents/unresolved": "incidents.json",
  "scheduled-maintenances": "scheduled-maintenances.json",
  "scheduled-maintenances/upcoming": "scheduled-maintenances.json",
  "scheduled-maintenances/active": "scheduled-maintenances.json",
};
const names = Object.keys(definitions) as Endpoint[];

function answer(name: Endpoint, facts: ApiFacts) {
  return JSON.parse(JSON.stringify(endpoints[name](facts)));
}

function check(name: Endpoint, facts: ApiFacts) {
  const valid = ajv.getSchema(`v2#/definitions/${definitions[name]}`)!;
  const body = answer(name, facts);
  expect(valid(body), `${name}: ${ajv.errorsText(valid.errors)}`).toBe(true);
}

function busyFacts(): ApiFacts {
  const status = busyStatus();
  return {
    page: status.page,
    publicUrl: "http://localhost:3000",
    overall: status.overall,
    groups: status.groups,
    services: status.services,
    incidents: [...status.openIncidents, ...status.pastIncidents],
    maintenances: [...maintenanceStatuses.map((one) => maintenance({ status: one })), ...status.maintenances],
  };
}

test.each(names)("%s answers exactly the shape that strict clients read", (name) => {
  check(name, busyFacts());
});

test("the shape holds for any words, states and numbers of things", () => {
  const text = fc.string({ unit: "grapheme", maxLength: 40 });
  const facts = fc
    .record({
      services: fc.array(fc.tuple(text, fc.constantFrom(...serviceStates), fc.option(text)), {
        maxLength: 5,
      }),
      incidents: fc.array(fc.tuple(text, fc.constantFrom(...incidentStatuses), fc.constantFrom(...impacts)), {
        maxLength: 4,
      }),
      maintenances: fc.array(fc.tuple(text, fc.constantFrom(...maintenanceStatuses)), { maxLength: 4 }),
      overall: fc.constantFrom(...serviceStates),
    })
    .map(({ services, incidents, maintenances, overall }): ApiFacts => {
      const made = services.map(([name, state, description]) => service({ name, state, description }));
      const hurt = made.map((one) => ({ service: one, state: one.state, worst: one.state }));
      const affected = made.map(({ id, name, state }) => ({
        serviceId: id,
        name,
        state,
        previousState: state,
      }));
      return {
        page: page(),
        publicUrl: "https://status.example",
        overall,
        groups: [],
        services: made,
        incidents: incidents.map(([title, status, impact]) =>
          incident({
            title,
            status,
            impact,
            services: hurt,
            updates: [update({ html: `<p>${title}</p>`, affected })],
          }),
        ),
        maintenances: maintenances.map(([title, status]) => maintenance({ title, status, services: made })),
      };
    });
  fc.assert(
    fc.property(facts, (made) => {
      for (const name of names) check(name, made);
    }),
    { numRuns: 60 },
  );
});

test("root keys come in the documented order", () => {
  const facts = busyFacts();
  expect(Object.keys(answer("summary", facts))).toEqual([
    "page",
    "components",
    "incidents",
    "scheduled_maintenances",
    "status",
  ]);
  expect(Object.keys(answer("status", facts))).toEqual(["page", "status"]);
});

test("the roll-up never says all is well while something is open", () => {
  expect(answer("status", { ...busyFacts(), overall: "major_outage" }).status).toEqual({
    indicator: "critical",
    description: "Major Service Outage",
  });
});

test("groups and services stand in one list, ordered by position, and groups name their children", () => {
  const { components } = answer("components", busyFacts());
  const positions = components.map(({ position }: { position: number }) => position);
  expect(positions).toEqual(components.map((_: unknown, index: number) => index + 1));
  const group = components.find(({ group }: { group: boolean }) => group);
  expect(group.components).toHaveLength(4);
  expect(components.find(({ id }: { id: string }) => id === group.components[0]).group_id).toBe(group.id);
});

test("a group without a shown service is not shown", () => {
  const group = {
    id: fixtureId(),
    name: "Empty",
    position: 1,
    createdAt: minutesAgo(1),
    updatedAt: minutesAgo(1),
  };
  const { components } = answer("components", { ...busyFacts(), groups: [group], services: [] });
  expect(components).toEqual([]);
});

test("a cancelled maintenance has no word there and is left out", () => {
  const facts = { ...busyFacts(), maintenances: [maintenance({ status: "cancelled" as const })] };
  expect(answer("scheduled-maintenances", facts).scheduled_maintenances).toEqual([]);
});

test("unresolved, upcoming and active hold what their names say", () => {
  const facts = busyFacts();
  expect(answer("incidents/unresolved", facts).incidents).toHaveLength(1);
  const statusesOf = (name: Endpoint) =>
    new Set(answer(name, facts).scheduled_maintenances.map(({ status }: { status: string }) => status));
  expect(statusesOf("scheduled-maintenances/upcoming")).toEqual(new Set(["scheduled"]));
  expect(statusesOf("scheduled-maintenances/active")).toEqual(new Set(["in_progress", "verifying"]));
});

test("severity and other private facts have no way out, whatever the reader brings", () => {
  const leaky = { ...incident(), severity: "SEV1", isDrill: true };
  const text = JSON.stringify(endpoints.incidents({ ...busyFacts(), incidents: [leaky] }));
  expect(text).not.toMatch(/severity|SEV1|isDrill/);
});

test("only the documented paths are endpoints", () => {
  expect(isEndpoint("summary")).toBe(true);
  for (const path of ["", "toString", "__proto__", "summary.json", "incidents/abc"])
    expect(isEndpoint(path)).toBe(false);
});
