import { beforeAll, beforeEach, expect, test } from "vitest";
import { addSubscriber, noon, stage } from "@/communications/testing/stage";
import { audiences } from "@/db/schema/audiences";
import { ruleSets } from "@/db/schema/rules";
import { subscribers } from "@/db/schema/subscribers";
import { type Reached, reachPageSize, readReach } from "./read-reach";
import type { Written } from "./read-written-moment";
import { type RuleInput, Rules } from "./rule";

const scene = stage();
let execId: string;

beforeAll(async () => {
  const times = { createdAt: noon, updatedAt: noon };
  const [row] = await scene.db
    .insert(audiences)
    .values({ slug: "executives", kind: "private", name: "Executives", mayExpectResolution: true, ...times })
    .returning({ id: audiences.id });
  execId = row!.id;
});
beforeEach(async () => {
  for (const table of [ruleSets, subscribers]) await scene.db.delete(table);
});

const use = (...rules: RuleInput[]) =>
  scene.db.insert(ruleSets).values({
    ...{ version: 1, state: "active", rules: Rules.parse(rules), reason: "For the test", writtenAt: noon },
  });
const written = (changes: Partial<Written> = {}): Written => ({
  ...{ incidentId: null, type: "availability", status: "investigating", severity: "SEV1", impact: "major" },
  ...{ serviceIds: [scene.checkout], audienceIds: [], tell: true, ...changes },
});
const stakeholder = (address: string, more = {}) =>
  addSubscriber(scene, { audienceId: execId, kind: "stakeholder", address, ...more });

async function everybody(form: Written): Promise<Reached[]> {
  const all: Reached[] = [];
  for (let after: string | null = null, pages = 0; pages < 50; pages++) {
    const { people, next } = await readReach(scene.liaison(), form, { after });
    expect(people.length).toBeLessThanOrEqual(reachPageSize);
    all.push(...people);
    if (next === null) return all;
    after = next;
  }
  throw new Error("The pages never end.");
}

test("each page names who, by which channel, why and in which words; nobody is on two pages", async () => {
  await use(
    { id: "r", when: { on: "opened" }, and: { severities: ["SEV1"] }, tell: { audiences: ["executives"] } },
    { id: "s", when: { on: "opened" }, tell: { people: ["finance@larkfield.example"] } },
  );
  const ada = await stakeholder("ada@larkfield.example", { name: "Ada" });
  for (let n = 0; n < 60; n++) await stakeholder(`exec${n}@larkfield.example`);
  await addSubscriber(scene, { address: "ada@larkfield.example" });
  for (let n = 0; n < 70; n++) await addSubscriber(scene);
  await addSubscriber(scene, { state: "left" });
  await addSubscriber(scene, { scope: "chosen_services", serviceIds: [scene.search] });
  const people = await everybody(written());
  expect(people).toHaveLength(61 + 70 + 1);
  expect(new Set(people.map(({ recipientId, channel }) => `${recipientId} ${channel}`)).size).toBe(
    people.length,
  );
  expect(people.find(({ recipientId }) => recipientId === ada)).toEqual({
    ...{ recipientId: ada, channel: "email", address: "ada@larkfield.example", name: "Ada" },
    why: "rule 1 tells Executives when an incident opens and severity is SEV1",
    rules: "Rule 1: When an incident opens and severity is SEV1, tell Executives by the ways they chose.",
    words: { audienceId: execId, audience: "Executives" },
    merged: ["Larkfield"],
  });
  expect(people.find(({ address }) => address.startsWith("finance"))).toMatchObject({ words: null });
  expect(people.at(-1)).toMatchObject({ why: "you chose all services", rules: null });
});

test("somebody is found by a part of their name or address, among the few and among the many", async () => {
  await use({ id: "r", when: { on: "opened" }, tell: { audiences: ["executives"] } });
  await stakeholder("ada@larkfield.example", { name: "Ada Lovelace" });
  await stakeholder("bo@larkfield.example");
  for (let n = 0; n < 60; n++) await addSubscriber(scene);
  await addSubscriber(scene, { address: "lovely_day@reader.example" });
  const found = async (search: string) =>
    (await readReach(scene.liaison(), written(), { search })).people.map(({ address }) => address);
  expect(await found("LOVE")).toEqual(["ada@larkfield.example", "lovely_day@reader.example"]);
  expect(await found("y_d"), "a wildcard is only itself").toEqual(["lovely_day@reader.example"]);
  expect(await found("nobody@")).toEqual([]);
});

test("nobody is reached by what is not told, and the rules of another severity reach nobody", async () => {
  await use({
    id: "r",
    when: { on: "opened" },
    and: { severities: ["SEV1"] },
    tell: { audiences: ["executives"] },
  });
  await stakeholder("ada@larkfield.example");
  expect(await everybody(written({ tell: false }))).toEqual([]);
  expect(await everybody(written({ severity: "SEV3" }))).toEqual([]);
});

test("in the security lane nobody outside the house is on any page", async () => {
  await stakeholder("ada@larkfield.example");
  await addSubscriber(scene);
  const people = await everybody(written({ type: "security", audienceIds: [execId] }));
  expect(people.map(({ address }) => address)).toEqual(["ada@larkfield.example"]);
});

test("who may only look is not shown whom it would reach", async () => {
  const viewer = { kind: "user", id: "x", role: "viewer", name: "V" } as const;
  await expect(readReach({ ...scene.liaison(), actor: viewer }, written())).rejects.toMatchObject({
    code: "not_allowed",
  });
});
