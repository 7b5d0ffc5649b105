import type { Actor } from "@/db/context";
import { DomainError } from "@/lib/domain-error";

/** Refuses everybody but an owner. */
export function onlyOwners(actor: Actor): asserts actor is Extract<Actor, { kind: "user" }> {
  if (actor.kind !== "user" || actor.role !== "owner") {
    throw new DomainError("owners_only", "Only an owner can change who works here. Ask one.");
  }
}
