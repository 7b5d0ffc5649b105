import type { Db } from "@/db/client";
import type { Actor } from "@/db/context";
import { DomainError } from "@/lib/domain-error";
import type { IncidentRole } from "@/lib/vocabulary";
import { authorise } from "@/status/authorise";
import { holderOf } from "./holders";

type User = Extract<Actor, { kind: "user" }>;

/**
 * Refuses (`not_yours`) whoever may not give a role on, or end it: that is for who holds it, for the commander and for
 * owners. A role that nobody holds is for everybody who may speak; `legal` is named by commander and owners alone.
 */
export async function refuseUnlessYours(
  db: Db,
  actor: Actor,
  { incidentId, role }: { incidentId: string; role: IncidentRole },
): Promise<User> {
  authorise(actor, "speak");
  const user = actor as User;
  if (user.role === "owner") return user;
  const [holder, commander] = [
    await holderOf(db, incidentId, role),
    await holderOf(db, incidentId, "commander"),
  ];
  const free = role !== "legal" && (holder === null || holder.gone);
  if (free || holder?.userId === user.id || commander?.userId === user.id) return user;
  const words =
    role === "legal"
      ? "Only the commander or an owner names who approves for legal."
      : "Only who holds this role, the commander or an owner can give it on.";
  throw new DomainError("not_yours", words);
}
