import { evaluateRules, type Listener } from "./evaluate-rules";
import type { RuleFacts } from "./failed-condition";
import { firingTimes } from "./firing-times";
import { factsAt, type History, isOver, lastSaid, type Said } from "./history";
import type { Rule } from "./rule";

/** People who hear and do not hear alike, whatever happens: one of them is judged for all. */
export type Group = { people: number; rows: Listener[] };

/** Who gets a message at one moment: places in the list of units, once for each message. */
export type Moment = { at: Date; units: readonly number[] };

/** Finds a unit by a row's id, or by the email address of somebody whom a rule names. */
export type Units = ReadonlyMap<string, number>;

/**
 * Plays what happened through a set of rules. The answer gives, for a history, every moment at which messages leave.
 * Moments that look alike to rules and subscriptions are judged once.
 */
export function player(rules: readonly Rule[], groups: readonly Group[], units: Units) {
  const listeners = groups.flatMap(({ rows }) => rows);
  const followed = new Set(listeners.flatMap(({ incidentIds }) => incidentIds));
  const byAudience = new Map<string, Listener[]>();
  for (const one of listeners) byAudience.set(one.audience, [...(byAudience.get(one.audience) ?? []), one]);
  const known = new Map<string, readonly number[]>();

  const judge = (facts: RuleFacts, asked: readonly Rule[], audiences: readonly string[], whom: Whom) => {
    const key = `${whom} ${keyOf(facts, asked, audiences, followed)}`;
    const before = known.get(key);
    if (before) return before;
    const people = audiences.flatMap((slug) => byAudience.get(slug) ?? []);
    // What must run was decided already; here it is only asked whom it reaches.
    const due = asked.map(({ id }) => id);
    const { recipients } = evaluateRules({ ...facts, due }, asked, people);
    const found = recipients
      .filter(({ audience }) => whom === "all" || (audience === null) === (whom === "named"))
      .flatMap(
        ({ recipientId, address }) => units.get(recipientId) ?? units.get(address.toLowerCase()) ?? [],
      );
    known.set(key, found);
    return found;
  };

  return (history: History): Moment[] => {
    const { shown, orders, insiders = [], waits = [] } = history.grounds ?? {};
    // Audiences of the incident: whoever speaks of it writes for them too. And those that have its last words.
    const open = new Set<string>();
    let told: string[] = [];
    return momentsOf(history, rules).map(({ at, said, running }) => {
      const named = [...new Set(running.flatMap(({ tell }) => tell.audiences))].filter(
        (slug) => slug !== "public",
      );
      const able = named.filter((slug) => !waits.includes(slug));
      const factsOf = (changes: Partial<RuleFacts>) => ({
        ...factsAt(history, at, { said, due: [], openAudiences: [] }),
        ...{ insiders, ...(shown && { shown }), ...(orders && { orders }), ...changes },
      });
      if (said) {
        for (const slug of said.audiences) open.add(slug);
        const own = [...open];
        const given = able.filter((slug) => !open.has(slug));
        for (const slug of named) open.add(slug);
        told = [...own, ...given];
        const spoken = said.locked ? told : ["public", ...told];
        const facts = factsOf({ openAudiences: own, beginsFor: given });
        return { at, units: judge(facts, running, spoken, "all") };
      }
      const last = lastSaid(history, at);
      const fresh = last?.tell ? able.filter((slug) => !told.includes(slug)) : [];
      const again = last && !isOver(last.status) ? named.filter((slug) => told.includes(slug)) : [];
      const before = fresh.length > 0 ? ["public", ...told] : [];
      for (const slug of named) open.add(slug);
      told = [...told, ...fresh];
      // The last words to who has none of them, a reminder to who has, and a notice to whom a rule names alone.
      return {
        at,
        units: [
          ...judge(
            factsOf({ openAudiences: before, told: before, beginsFor: fresh }),
            running,
            [...fresh, ...before],
            "audiences",
          ),
          ...judge(factsOf({ kind: "rule_ran" }), running, again, "audiences"),
          ...judge(factsOf({ openAudiences: [...fresh, ...again] }), running, [...fresh, ...again], "named"),
        ],
      };
    });
  };
}

/** Of what an evaluation finds: everybody, those in audiences, or those whom a rule names alone. */
type Whom = "all" | "audiences" | "named";

type Playing = { at: Date; said: Said | null; running: Rule[] };

/** Updates and firings of a history in their order; what falls together is one moment. */
function momentsOf(history: History, rules: readonly Rule[]): Playing[] {
  const moments = new Map<number, Playing>();
  for (const said of history.said) moments.set(+said.at, { at: said.at, said, running: [] });
  const end = endOf(history);
  for (const rule of rules) {
    for (const at of firingTimes(rule, history, end)) {
      const moment = moments.get(+at) ?? { at, said: null, running: [] };
      moment.running.push(rule);
      moments.set(+at, moment);
    }
  }
  return [...moments.values()].toSorted((a, b) => +a.at - +b.at);
}

/** What was never resolved is played for a day after its last word: nobody would want to be told for ever. */
const dayMilliseconds = 24 * 3_600_000;

function endOf({ said }: History): Date {
  const last = said.at(-1);
  if (!last) return new Date(0);
  return last.status === "resolved" ? last.at : new Date(+last.at + dayMilliseconds);
}

/** All that the answer depends on. */
function keyOf(
  facts: RuleFacts,
  asked: readonly Rule[],
  audiences: readonly string[],
  followed: ReadonlySet<string>,
): string {
  const { kind, tell, drill, backfilled, incidentId, impact, services, roleHolders, openAudiences } = facts;
  const { beginsFor = [], told = [] } = facts;
  return JSON.stringify([
    asked.map(({ id }) => id),
    audiences.toSorted(),
    openAudiences.toSorted(),
    ...[beginsFor.toSorted(), told.toSorted()],
    ...[kind, tell, drill, backfilled, impact],
    services.map(({ id }) => id).toSorted(),
    incidentId && followed.has(incidentId) ? incidentId : null,
    roleHolders,
  ]);
}
