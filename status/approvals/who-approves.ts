import type { AudienceKind, IncidentRole, IncidentType } from "@/lib/vocabulary";

export type SpokenTo = { kind: AudienceKind; account: string | null; mayExpectResolution: boolean };

/**
 * Whether an audience is outside the house: the public, a customer's account, and whoever may not hear an expected
 * time of resolution, which is what tells customers from insiders.
 */
export const isExternal = ({ kind, account, mayExpectResolution }: SpokenTo): boolean =>
  kind === "public" || account !== null || !mayExpectResolution;

/**
 * Whose yes words for an audience need; null: nobody's. Words that leave the house about a security incident always
 * need the named legal approver, whatever is configured.
 */
export function whoApproves(
  type: IncidentType,
  audience: SpokenTo,
  configured: IncidentRole | null,
): IncidentRole | null {
  return type === "security" && isExternal(audience) ? "legal" : configured;
}
