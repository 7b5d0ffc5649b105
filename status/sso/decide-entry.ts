import { z } from "zod";
import type { Role } from "@/lib/vocabulary";
import { isWithinRole } from "./role-order";

/** What a provider says of somebody, after its signature, issuer, audience and nonce were checked. */
const Claims = z.object({
  sub: z.string().min(1).max(255),
  email: z.string().toLowerCase().max(254).pipe(z.email()).optional(),
  email_verified: z.union([z.boolean(), z.literal("true"), z.literal("false")]).optional(),
  name: z.string().max(300).optional(),
});

type Rules = {
  domains: string[];
  groupsClaim: string;
  defaultRole: Role | null;
  groups: { groupName: string; role: Role | null; audienceId: string | null }[];
};

export type Entry = {
  subject: string;
  email: string;
  name: string;
  /** Null: nothing at the desk. */
  role: Role | null;
  /** Whether groups give roles at all: then they also take them away. */
  byGroups: boolean;
  audienceIds: string[];
};
/** Why nobody is let in; `refusals.ts` of the sign-in pages puts it into words. */
export type EntryRefusal = "SsoNoEmail" | "SsoUnverified" | "SsoDomain";

/**
 * Who comes in by a provider and as what. An address counts only when the provider says that it is theirs and speaks
 * for its domain: else anybody with an account there could come in as anybody here. Of several roles the highest
 * counts. Pure.
 */
export function decideEntry(claims: unknown, rules: Rules): Entry | { refused: EntryRefusal } {
  const read = Claims.safeParse(claims);
  if (!read.success || !read.data.email) return { refused: "SsoNoEmail" };
  const { sub, email, email_verified: verified, name } = read.data;
  if (verified !== true && verified !== "true") return { refused: "SsoUnverified" };
  if (!rules.domains.includes(email.slice(email.lastIndexOf("@") + 1))) return { refused: "SsoDomain" };
  const groups = groupsOf(claims as Record<string, unknown>, rules.groupsClaim);
  const mapped = rules.groups.filter(({ groupName }) => groups.includes(groupName));
  const role = mapped.reduce<Role | null>(
    (highest, { role: other }) => (other && isWithinRole(highest, other) ? other : highest),
    null,
  );
  return {
    ...{ subject: sub, email, name: name?.trim() || email, role: role ?? rules.defaultRole },
    byGroups: rules.groups.some(({ role: given }) => given !== null),
    audienceIds: [...new Set(mapped.flatMap(({ audienceId }) => audienceId ?? []))],
  };
}

/** A list of names, or one. */
function groupsOf(claims: Record<string, unknown>, claim: string): string[] {
  const value = Object.hasOwn(claims, claim) ? claims[claim] : [];
  return (Array.isArray(value) ? value : [value]).filter((group) => typeof group === "string");
}
