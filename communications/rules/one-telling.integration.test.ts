import { eq } from "drizzle-orm";
import fc from "fast-check";
import { beforeAll, beforeEach, expect, test } from "vitest";
import { addSubscriber, minutesLater, noon, stage } from "@/communications/testing/stage";
import { tick } from "@/communications/tick";
import { audienceServices, audiences } from "@/db/schema/audiences";
import { deliveries, fanOuts, wordings } from "@/db/schema/deliveries";
import { events } from "@/db/schema/events";
import { incidents } from "@/db/schema/incidents";
import { suppressions } from "@/db/schema/receipts";
import { ruleFirings, ruleSets } from "@/db/schema/rules";
import { personalLetters, subscribers } from "@/db/schema/subscribers";
import { impacts, severities, subscriptionDetails, subscriptionScopes } from "@/lib/vocabulary";
import { openIncident } from "@/status/incidents/open-incident";
import { postUpdate } from "@/status/incidents/post-update";
import { unitsOf } from "./dry-run";
import { player } from "./play-history";
import { previewReach } from "./preview-reach";
import { readGroups } from "./read-groups";
import { readHistory } from "./read-histories";
import { readReach } from "./read-reach";
import { readOpenBefore, type Written } from "./read-written-moment";
import { Rule, type RuleInput, Rules } from "./rule";

const scene = stage();
const ids: Record<string, string> = {};

beforeAll(async () => {
  const times = { createdAt: noon, updatedAt: noon };
  const made = await scene.db
    .insert(audiences)
    .values([
      { slug: "executives", kind: "private", name: "Executives", mayExpectResolution: true, ...times },
      { slug: "acme", kind: "private", name: "Acme", account: "Acme", channels: ["sms", "email"], ...times },
    ])
    .returning({ id: audiences.id, slug: audiences.slug });
  for (const { id, slug } of made) ids[slug] = id;
  ids.public = scene.audienceId;
  // Acme's page shows one service only: who chose the other one there hears nothing of it.
  await scene.db.insert(audienceServices).values({ audienceId: ids.acme!, serviceId: scene.checkout });
});
beforeEach(async () => {
  for (const table of [
    deliveries,
    fanOuts,
    wordings,
    ruleSets,
    ruleFirings,
    personalLetters,
    subscribers,
    suppressions,
  ])
    await scene.db.delete(table);
  await scene.db.update(incidents).set({ withdrawnAt: noon });
  await scene.db.update(events).set({ toldAt: noon });
});

const some = <Thing>(things: readonly Thing[]) => fc.subarray([...things]);
const mail = ["ada@larkfield.example", "bo@larkfield.example", "cy@larkfield.example"] as const;

const anyRule: fc.Arbitrary<RuleInput> = fc
  .record({
    id: fc.constantFrom("a", "b", "c", "d"),
    when: fc.record({ on: fc.constantFrom("opened" as const, "updated", "escalated", "escalated") }),
    and: fc.record({
      severities: some(["SEV1", "SEV2"] as const),
      impacts: some(["major", "minor"] as const),
    }),
    tell: fc.record({
      audiences: some(["public", "executives", "acme"]),
      people: some([...mail, "new@x.example"]),
    }),
    by: some(["sms", "email", "slack"] as const),
  })
  .filter((rule) => Rule.safeParse(rule).success);

const anyRow = fc.record({
  audience: fc.constantFrom("public", "executives", "acme"),
  person: fc.constantFrom("p", "q", "r"),
  channel: fc.constantFrom("email" as const, "sms", "slack"),
  who: fc.constantFrom(0, 1, 2),
  state: fc.oneof(
    { weight: 6, arbitrary: fc.constant("confirmed" as const) },
    fc.constantFrom("left" as const),
  ),
  paused: fc.oneof({ weight: 6, arbitrary: fc.constant(false) }, fc.constant(true)),
  scope: fc.constantFrom(...subscriptionScopes),
  detail: fc.constantFrom(...subscriptionDetails),
  services: some(["checkout", "search"] as const),
});
const anyRows = fc.uniqueArray(anyRow, {
  selector: ({ audience, channel, who }) => `${audience} ${channel} ${who}`,
  minLength: 6,
  maxLength: 16,
});
const anyWord = fc.record({
  severity: fc.constantFrom(...severities.slice(0, 3)),
  impact: fc.constantFrom(...impacts.slice(1)),
  services: some(["checkout", "search"] as const),
  wordings: some(["executives", "acme"] as const),
  tell: fc.oneof({ weight: 6, arbitrary: fc.constant(true) }, fc.constant(false)),
});
type Word = typeof anyWord extends fc.Arbitrary<infer T> ? T : never;

const addressOn = {
  email: (who: number) => mail[who]!,
  sms: (who: number) => `+35191234567${who}`,
  slack: (who: number) => `https://hooks.slack.com/services/T/B/${who}`,
};
const personId = { p: "person00000p", q: "person00000q", r: "person00000r" } as const;

async function people(rows: (typeof anyRow extends fc.Arbitrary<infer T> ? T : never)[]) {
  for (const { audience, person, channel, who, state, paused, scope, detail, services } of rows) {
    await addSubscriber(scene, {
      ...{ audienceId: ids[audience], personId: personId[person], channel, address: addressOn[channel](who) },
      ...{ state, scope, detail, pausedAt: paused ? noon : null },
      serviceIds: services.map((name) => scene[name]),
    });
  }
}

const step = async (minutes: number) => {
  const { faults } = await tick(
    { db: scene.db, now: minutesLater(minutes) },
    null,
    async (version) => version,
  );
  expect(faults).toEqual([]);
};

type Told = { recipientId: string; channel: string; words: string | null };
const sorted = (told: Told[]) =>
  told.map(({ recipientId, channel, words }) => `${recipientId} ${channel} ${words}`).toSorted();

async function previewed(form: Written): Promise<Told[]> {
  const told: Told[] = [];
  for (let after: string | null = null; ; ) {
    const page = await readReach(scene.liaison(), form, { after });
    told.push(
      ...page.people.map(({ recipientId, channel, words }) => ({
        ...{ recipientId, channel, words: words?.audienceId ?? null },
      })),
    );
    if (page.next === null) return told;
    after = page.next;
  }
}

async function inLedger(updateId: string, since: number): Promise<Told[]> {
  const rows = await scene.db.select().from(deliveries).where(eq(deliveries.updateId, updateId));
  const notices = (await scene.db.select().from(personalLetters)).slice(since);
  return [
    ...rows
      .filter(({ state }) => state !== "merged")
      .map(({ recipientId, channel, audienceId }) => ({ recipientId, channel, words: audienceId })),
    ...notices.map(({ address }) => ({ recipientId: address, channel: "email", words: null })),
  ];
}

/** How many messages the dry run says that each update of an incident was. */
async function dryRunOf(incidentId: string, rules: Rule[]): Promise<number[]> {
  const history = (await readHistory(scene.db, incidentId))!;
  const groups = await readGroups(scene.db, new Set(rules.flatMap(({ tell }) => tell.people)));
  const { units, weights } = unitsOf([history], groups, rules);
  const moments = player(rules, groups, units)(history);
  return moments.map((moment) => moment.units.reduce((sum, unit) => sum + weights[unit]!, 0));
}

const written = (incidentId: string | null, status: "investigating" | "identified", word: Word): Written => ({
  ...{
    incidentId,
    status,
    type: "availability",
    severity: word.severity,
    impact: word.impact,
    tell: word.tell,
  },
  serviceIds: word.services.map((name) => scene[name]),
  audienceIds: word.wordings.map((slug) => ids[slug]!),
});
const said = (word: Word, now: Date) => ({
  ...{ severity: word.severity, impact: word.impact, tell: word.tell, words: "Cards are declined." },
  ...{ reason: "It is milder.", nextUpdateBy: minutesLater(20, now) },
  services: word.services.map((name) => ({ serviceId: scene[name], state: "partial_outage" as const })),
  wordings: word.wordings.map((slug) => ({ audienceId: ids[slug]!, words: `For ${slug}.` })),
});

test("whom the preview names, by which channel and in whose words, is what the ledger holds and the dry run counts, always", async () => {
  await fc.assert(
    fc
      .asyncProperty(
        fc.uniqueArray(anyRule, { selector: ({ id }) => id, maxLength: 3 }),
        anyRows,
        anyWord,
        anyWord,
        async (rules, rows, first, second) => {
          await scene.db.insert(ruleSets).values({
            ...{
              version: 1,
              state: "active",
              rules: Rules.parse(rules),
              reason: "For the test",
              writtenAt: noon,
            },
          });
          await people(rows);
          const opening = written(null, "investigating", first);
          const before = await previewed(opening);
          const { hears } = await previewReach(scene.liaison(), opening);
          expect(hears).toBe(before.length);
          const { incidentId, updateId } = await openIncident(scene.liaison(), {
            ...{ title: "Card payments fail", status: "investigating", ...said(first, noon) },
          });
          for (const _ of [1, 2]) await step(0);
          expect(sorted(await inLedger(updateId, 0))).toEqual(sorted(before));
          const letters = (await scene.db.select().from(personalLetters)).length;
          const later = { ...scene.liaison(), now: minutesLater(10) };
          // Whoever speaks of it writes for every audience of the incident.
          const open = (await readOpenBefore(scene.db, incidentId)) as Word["wordings"];
          const last = { ...second, wordings: [...new Set([...second.wordings, ...open])] };
          const next = written(incidentId, "identified", last);
          const expected = await previewed(next);
          expect((await previewReach(later, next)).hears).toBe(expected.length);
          const posted = await postUpdate(later, {
            incidentId,
            status: "identified",
            ...said(last, later.now),
          });
          for (const _ of [1, 2]) await step(10);
          expect(sorted(await inLedger(posted.updateId, letters))).toEqual(sorted(expected));
          expect(await dryRunOf(incidentId, Rules.parse(rules))).toEqual([before.length, expected.length]);
        },
      )
      .beforeEach(async () => {
        for (const table of [
          deliveries,
          fanOuts,
          wordings,
          ruleSets,
          ruleFirings,
          personalLetters,
          subscribers,
        ])
          await scene.db.delete(table);
        await scene.db.update(incidents).set({ withdrawnAt: noon });
        await scene.db.update(events).set({ toldAt: noon });
      }),
    { numRuns: 20 },
  );
}, 240_000);

test("for the people of an audience that a rule opens the incident begins there: who asked for start and end hears", async () => {
  await scene.db.insert(ruleSets).values({
    ...{ version: 1, state: "active", reason: "For the test", writtenAt: noon },
    rules: Rules.parse([{ id: "r", when: { on: "escalated" }, tell: { audiences: ["executives"] } }]),
  });
  const row = { audienceId: ids.executives, detail: "opened_and_resolved" as const };
  const ada = await addSubscriber(scene, row);
  const word: Word = { severity: "SEV2", impact: "major", services: [], wordings: [], tell: true };
  const { incidentId } = await openIncident(scene.liaison(), {
    ...{ title: "Card payments fail", status: "investigating", ...said(word, noon) },
  });
  await step(0);
  const worse: Word = { ...word, severity: "SEV1" };
  const expected = await previewed(written(incidentId, "identified", worse));
  expect(expected).toEqual([{ recipientId: ada, channel: "email", words: ids.executives }]);
  const later = { ...scene.liaison(), now: minutesLater(10) };
  const posted = await postUpdate(later, { incidentId, status: "identified", ...said(worse, later.now) });
  await step(10);
  expect(await inLedger(posted.updateId, 0)).toEqual(expected);
  const milder = { ...scene.liaison(), now: minutesLater(20) };
  const next = await postUpdate(milder, { incidentId, status: "identified", ...said(worse, milder.now) });
  await step(20);
  expect(await inLedger(next.updateId, 0)).toEqual([]);
});
