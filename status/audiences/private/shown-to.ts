import { isLocked, type Named } from "@/status/incidents/name-of-incident";
import type { Audience } from "../read-audience";

type Facts = {
  incident: Named;
  hasWords: boolean;
  affected: { id: string }[];
  /** The services that matter to the audience. */
  mattering: { id: string }[];
};

/**
 * Whether an audience sees an incident that was opened for it. A group sees each. A customer's account sees what was
 * written to it or touches its services, and nothing of a security incident before its release. Pure.
 */
export function isShownTo({ account }: Pick<Audience, "account">, facts: Facts): boolean {
  if (account === null) return true;
  if (isLocked(facts.incident)) return false;
  const matters = new Set(facts.mattering.map(({ id }) => id));
  return facts.hasWords || facts.affected.some(({ id }) => matters.has(id));
}
