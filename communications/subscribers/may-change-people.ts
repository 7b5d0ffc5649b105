import type { Context } from "@/db/context";
import { DomainError } from "@/lib/domain-error";

/** Owners and liaisons change who hears from us; others look. */
export function assertMayChangePeople({ actor }: Pick<Context, "actor">): void {
  if (actor.kind !== "user" || actor.role === "viewer") {
    throw new DomainError(
      "not_allowed",
      "Your role can look, but not change who hears from us. Ask an owner.",
    );
  }
}
