import type { IncidentRole, PromiseStage } from "@/lib/vocabulary";

/** A warning that is due of a promise, and whom it goes to: the first of the roles that somebody holds. */
export type Warning = { stage: PromiseStage; roles: readonly IncidentRole[] };

const minute = 60_000;

/** Minutes after the promise (before it: negative) at which each warning is due, and for whom. DESIGN §1.4. */
const stages: readonly (Warning & { at: number })[] = [
  { stage: "due_soon", at: -5, roles: ["customer_liaison"] },
  { stage: "due_now", at: -1, roles: ["customer_liaison"] },
  { stage: "overdue", at: 0, roles: ["deputy", "customer_liaison"] },
  { stage: "overdue_long", at: 3, roles: ["commander", "deputy", "customer_liaison"] },
];

/**
 * The warning that a promise asks for now; null while there is time. Only the newest one: whoever was away for ten
 * minutes is told that it is overdue, not also that it is due soon. A promise of less than six minutes skips the first.
 */
export function dueWarning(promise: Date, saidAt: Date, now: Date): Warning | null {
  const moment = (at: number) => promise.getTime() + at * minute;
  const due = stages.findLast(({ at }) => moment(at) <= now.getTime() && moment(at) > saidAt.getTime());
  return due ? { stage: due.stage, roles: due.roles } : null;
}
