import { groupBy } from "@/lib/group-by";
import type { Channel, IncidentRole } from "@/lib/vocabulary";
import { failedCondition, type RuleFacts } from "./failed-condition";
import { mergeCaught } from "./merge-caught";
import type { Rule } from "./rule";
import type { Names } from "./rule-sentence";
import { type Subscription, type WhyNot, whoHears, whyNobody } from "./who-hears";

/** One row of somebody on an audience; `personId` joins one person's channels there. */
export type Listener = Subscription & { audience: string; personId: string; address: string };

/** What caught somebody: a rule, or what they asked for (`reason` completes "because …"). */
export type CaughtBy = { ruleId: string } | { reason: string };
/** `audience` null: named by a rule, written to by a notice of their own. */
export type Caught = {
  recipientId: string;
  channel: Channel;
  address: string;
  audience: string | null;
  caughtBy: CaughtBy[];
  /** The rule's further channels that they have, in its order: each is tried when the one before failed for good. */
  thenBy?: Channel[];
};
export type Recipient = Caught & {
  /** What else would have reached them there, and goes with this. */ merged: Caught[];
};
/** `told_another_way`: the rule says by which channels, in order, and an earlier one reaches them. */
export type Suppressed = Caught & { why: WhyNot | "told_another_way" };

export type Evaluation = {
  /** Nobody twice on a channel. */
  recipients: Recipient[];
  suppressed: Suppressed[];
  /** Rules whose conditions hold. */
  ran: string[];
  /** The others, each with the first condition that failed. */
  didNotRun: { ruleId: string; failed: string }[];
  /** Roles a rule names and nobody holds. */
  nobodyHolds: { ruleId: string; role: IncidentRole }[];
};

/**
 * Who hears, by which rules and subscriptions; what was merged, what was suppressed and why; which rules did not
 * run and why not. Pure: the same for preview, dry run, checks and the night itself. Subscriptions are judged by
 * `whoHears`; rules add audiences and people to that, and never take anybody away. The order of rules decides nothing.
 */
export function evaluateRules(
  facts: RuleFacts,
  rules: readonly Rule[],
  listeners: readonly Listener[],
  names?: Names,
): Evaluation {
  const judged = rules.map((rule) => ({ rule, failed: failedCondition(rule, facts, names) }));
  const ran = judged.flatMap(({ rule, failed }) => (failed === null ? rule : [])).toSorted(byId);
  const { heard, suppressed } = judgeListeners(facts, ran, listeners);
  const named = namePeople(facts, ran);
  return {
    recipients: mergeCaught([...heard, ...named.heard], facts).filter(
      ({ audience }) => audience === null || !facts.told?.includes(audience),
    ),
    suppressed: [...suppressed, ...named.suppressed],
    ran: ran.map(({ id }) => id),
    didNotRun: judged
      .flatMap(({ rule, failed }) => (failed === null ? [] : { ruleId: rule.id, failed }))
      .toSorted((a, b) => (a.ruleId < b.ruleId ? -1 : 1)),
    nobodyHolds: ran.flatMap(({ id: ruleId, tell }) =>
      tell.roles.filter((role) => !facts.roleHolders[role]).map((role) => ({ ruleId, role })),
    ),
  };
}

const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1);

type Judged = { heard: Caught[]; suppressed: Suppressed[] };

/** Those on an audience that hears anyway, or that a rule names. */
function judgeListeners(facts: RuleFacts, ran: Rule[], listeners: readonly Listener[]): Judged {
  const result: Judged = { heard: [], suppressed: [] };
  const seen = new Set<string>();
  for (const [audience, all] of groupBy(listeners, (one) => one.audience)) {
    const rulesHere = ran.filter(({ tell }) => tell.audiences.includes(audience));
    const open = audience === "public" || facts.openAudiences.includes(audience);
    if (!open && rulesHere.length === 0) continue;
    const rows = all.filter((row) => isNew(seen, keyOf(row)));
    const { hears, doesNot } = whoHears(asSeenBy(facts, audience), rows);
    // What readers asked for is not a rule's to order; how we reach the people of an audience is.
    const order = facts.orders?.[audience] ?? [];
    const orders = ordersOf(rulesHere, order);
    const ordered = audience !== "public" && orders.length > 0;
    const ways = ordered ? chooseWays(orders, rows, new Set(hears.map(wayKey))) : null;
    const byRules: CaughtBy[] = rulesHere.map(({ id }) => ({ ruleId: id }));
    // Both answers are in the order of the rows, and every row is in one of them.
    let [heard, unheard] = [0, 0];
    for (const row of rows) {
      const hearing = hears[heard]?.recipientId === row.id && hears[heard]!.channel === row.channel;
      const reason = hearing ? hears[heard++]!.reason : null;
      const why = hearing ? null : doesNot[unheard++]!.why;
      const way = ways?.get(keyOf(row));
      const named: CaughtBy[] = way ? way.ruleIds.map((ruleId) => ({ ruleId })) : byRules;
      const caught: Caught = {
        recipientId: row.id,
        channel: row.channel,
        address: row.address,
        audience,
        caughtBy: open && reason !== null ? [...named, { reason }] : named,
      };
      if (way && way.thenBy.length > 0) caught.thenBy = way.thenBy;
      if (why) result.suppressed.push({ ...caught, why });
      else if (ways && !way) result.suppressed.push({ ...caught, why: "told_another_way" });
      else result.heard.push(caught);
    }
  }
  return result;
}

const wayKey = ({ recipientId, channel }: { recipientId: string; channel: Channel }) =>
  `${recipientId} ${channel}`;
const keyOf = ({ id, channel }: Pick<Listener, "id" | "channel">) => `${id} ${channel}`;

/** Whoever is listed twice is judged once. */
function isNew(seen: Set<string>, key: string): boolean {
  if (seen.has(key)) return false;
  seen.add(key);
  return true;
}

/** The same moment through the eyes of an audience: its services, and where the incident begins for it. */
function asSeenBy(facts: RuleFacts, audience: string): RuleFacts {
  const known = { ...facts, ...(audience === "public" && facts.inPublic) };
  const shown = facts.shown?.[audience];
  return {
    ...known,
    ...(facts.beginsFor?.includes(audience) && { kind: "incident_opened" }),
    ...(shown && { services: shown.flatMap((id) => known.services.find((one) => one.id === id) ?? []) }),
  };
}

type Order = { ruleIds: string[]; by: readonly Channel[] };
type Way = { ruleIds: string[]; thenBy: Channel[] };

/** Each rule's order, and the audience's own where a rule gives none, or where no rule names it. */
function ordersOf(rules: Rule[], own: readonly Channel[]): Order[] {
  const given = rules.map(({ id, by }): Order => ({ ruleIds: [id], by: by.length > 0 ? by : own }));
  return given.length === 0 && own.length > 0 ? [{ ruleIds: [], by: own }] : given;
}

/** Which rules take which row: the first channel in the order that reaches the person; without order, all. */
function chooseWays(orders: Order[], rows: Listener[], reached: ReadonlySet<string>): Map<string, Way> {
  const chosen = new Map<string, Way>();
  for (const person of groupBy(rows, ({ personId }) => personId).values()) {
    const able = person.filter((row) => reached.has(keyOf(row)));
    const has = (channel: Channel) => able.some((row) => row.channel === channel);
    for (const { ruleIds: byThese, by } of orders) {
      const [first, ...further] = by.filter(has);
      // Who has none of the channels is reached by those they have: a rule decides the order, not whether.
      for (const row of able.filter(({ channel }) => first === undefined || channel === first)) {
        const { ruleIds, thenBy } = chosen.get(keyOf(row)) ?? { ruleIds: [], thenBy: [] };
        chosen.set(keyOf(row), {
          ruleIds: [...new Set([...ruleIds, ...byThese])],
          thenBy: [...new Set([...thenBy, ...further])],
        });
      }
    }
  }
  return chosen;
}

/** People and holders of roles that the rules name: by a notice of their own, by email. */
function namePeople(facts: RuleFacts, ran: Rule[]): Judged {
  const catching = new Map<string, CaughtBy[]>();
  for (const { id: ruleId, tell } of ran) {
    const holders = tell.roles.flatMap((role) => facts.roleHolders[role] ?? []);
    for (const email of new Set([...tell.people, ...holders].map((one) => one.toLowerCase())))
      catching.set(email, [...(catching.get(email) ?? []), { ruleId }]);
  }
  const result: Judged = { heard: [], suppressed: [] };
  const nobody = whyNobody(facts);
  for (const [address, caughtBy] of catching) {
    const caught: Caught = { recipientId: address, channel: "email", address, audience: null, caughtBy };
    const why = nobody ?? facts.suppressedEmails?.[address];
    if (why) result.suppressed.push({ ...caught, why });
    else result.heard.push(caught);
  }
  return result;
}
