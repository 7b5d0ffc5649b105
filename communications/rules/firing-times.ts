import { failedCondition } from "./failed-condition";
import { factsAt, type History, happenedWith, isOver, lastSaid, type Said } from "./history";
import type { Lasting, Rule, When } from "./rule";

const minute = 60_000;
const hour = 60 * minute;

/** From when on a trigger holds, and until when; `until` null: still. */
type Stretch = { from: Date; until: Date | null };

/**
 * Every time at which a rule runs for a history, up to a moment, oldest first: where its trigger begins to hold and
 * its conditions hold too, and then at every repetition while it says so. A function of the history alone, so a dry
 * run over the past and the worker tonight answer the same.
 */
export function firingTimes(rule: Rule, history: History, until: Date): Date[] {
  return stretchesOf(rule.when, history)
    .flatMap((stretch) => timesIn(rule, history, stretch, until))
    .filter((at) => holds(rule, history, at))
    .toSorted((a, b) => a.getTime() - b.getTime());
}

/** How late a rule may still run for something that happened: later it is old news. */
const newsMinutes = 60;

/**
 * The firing that is due now, or null: the newest one that did not run yet. What a resting worker missed runs once.
 * A trigger that lasts runs also late, while it lasts; one that was a moment is dropped when it is old news.
 */
export function dueFiring(rule: Rule, history: History, lastFired: Date | null, now: Date): Date | null {
  const newest = firingTimes(rule, history, now).at(-1);
  if (!newest || (lastFired && newest <= lastFired)) return null;
  if (now.getTime() - newest.getTime() <= newsMinutes * minute) return newest;
  const lasts =
    !isMoment(rule.when) &&
    stretchesOf(rule.when, history).some(({ from, until }) => {
      return from <= now && (until === null || until > now);
    });
  return lasts ? newest : null;
}

const isMoment = ({ on }: When) =>
  on === "opened" || on === "updated" || on === "escalated" || on === "resolved";

function timesIn(rule: Rule, history: History, { from, until: end }: Stretch, until: Date): Date[] {
  if (from > until) return [];
  const times = [from];
  if (!rule.everyMinutes) return times;
  const last = end && end < until ? end.getTime() - 1 : until.getTime();
  for (let at = from.getTime() + rule.everyMinutes * minute; at <= last; at += rule.everyMinutes * minute) {
    if (lasts(rule.while, history, new Date(at))) times.push(new Date(at));
  }
  return times;
}

function holds(rule: Rule, history: History, at: Date): boolean {
  const said = isMoment(rule.when) ? (history.said.find((one) => +one.at === +at) ?? null) : null;
  const facts = factsAt(history, at, { said, due: [rule.id], openAudiences: [] });
  return failedCondition(rule, facts) === null;
}

function lasts(wanted: Lasting, history: History, at: Date): boolean {
  const last = lastSaid(history, at);
  if (!last || isOver(last.status)) return false;
  if (wanted === "not_yet_monitoring") return last.status !== "monitoring";
  return wanted === "unresolved" || (last.nextUpdateBy !== null && last.nextUpdateBy <= at);
}

function stretchesOf(when: When, history: History): Stretch[] {
  const { said } = history;
  switch (when.on) {
    case "opened":
    case "updated":
    case "escalated":
    case "resolved": {
      if (history.kind === "maintenance" && when.on !== "updated") return [];
      const moments = said.filter((one, index) => happenedWith(one, said[index - 1]).includes(when.on));
      return moments.map(({ at }, index) => ({ from: at, until: moments[index + 1]?.at ?? null }));
    }
    case "unresolved_for":
      if (history.kind === "maintenance") return [];
      return openTimes(said).flatMap(({ from, until }) => later({ from, until }, when.minutes * minute));
    case "promise_overdue_by":
      return said.flatMap(({ nextUpdateBy, status }, index) => {
        if (!nextUpdateBy || isOver(status)) return [];
        return later({ from: nextUpdateBy, until: said[index + 1]?.at ?? null }, when.minutes * minute);
      });
    case "maintenance_in": {
      const { scheduledFor } = history;
      return scheduledFor
        ? [{ from: new Date(scheduledFor.getTime() - when.hours * hour), until: scheduledFor }]
        : [];
    }
    case "report_rate_above":
      return busyTimes(history.reports, when.perHour);
  }
}

/** The stretch without its beginning; nothing when it is over before. */
function later({ from, until }: Stretch, milliseconds: number): Stretch[] {
  const start = new Date(from.getTime() + milliseconds);
  return until && until <= start ? [] : [{ from: start, until }];
}

/** When it was unresolved: from its first word, and again from each that reopened it. */
function openTimes(said: Said[]): Stretch[] {
  const stretches: Stretch[] = [];
  for (const { at, status } of said) {
    const current = stretches.at(-1);
    const open = current !== undefined && current.until === null;
    if (open && isOver(status)) current.until = at;
    else if (!open && !isOver(status)) stretches.push({ from: at, until: null });
  }
  return stretches;
}

/** When more than so many reports lay within the hour before. */
function busyTimes(reports: Date[], perHour: number): Stretch[] {
  const stretches: Stretch[] = [];
  for (let newest = perHour; newest < reports.length; newest++) {
    const [at, oldest] = [reports[newest]!, reports[newest - perHour]!];
    const ends = new Date(oldest.getTime() + hour);
    if (at >= ends) continue;
    const current = stretches.at(-1);
    if (current?.until && at <= current.until) current.until = ends;
    else stretches.push({ from: at, until: ends });
  }
  return stretches;
}
