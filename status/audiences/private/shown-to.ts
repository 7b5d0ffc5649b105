import { isExternal } from "@/status/approvals/who-approves";
import { isLocked, type Named } from "@/status/incidents/name-of-incident";
import type { Audience } from "../read-audience";

type Facts = {
  incident: Named;
  hasWords: boolean;
  /** Whether an owner let them into the security lane. */
  letIn?: boolean;
  affected: { id: string }[];
  /** The services that matter to the audience. */
  mattering: { id: string }[];
};

/**
 * Whether an audience sees an incident that was opened for it. A group sees each. A customer's account sees what was
 * written to it or touches its services. Nobody outside the house sees a security incident before its release, unless an owner let them in. Pure.
 */
export function isShownTo(
  audience: Pick<Audience, "kind" | "account" | "mayExpectResolution">,
  facts: Facts,
): boolean {
  if (isLocked(facts.incident) && isExternal(audience)) return facts.letIn === true;
  if (audience.account === null) return true;
  const matters = new Set(facts.mattering.map(({ id }) => id));
  return facts.hasWords || facts.affected.some(({ id }) => matters.has(id));
}
