import type { Actor } from "@/db/context";
import { DomainError } from "@/lib/domain-error";
import type { Role } from "@/lib/vocabulary";

/** What can be done to the truth, and by whom. The clock starts and ends maintenances; people do the rest. */
const allowed = {
  speak: { roles: ["owner", "liaison"], clock: false },
  "run the clock": { roles: [], clock: true },
  "change services": { roles: ["owner", "liaison"], clock: false },
  "change templates": { roles: ["owner", "liaison"], clock: false },
  "decide rules": { roles: ["owner", "liaison"], clock: false },
  "change audiences": { roles: ["owner", "liaison"], clock: false },
  "count reports": { roles: ["owner", "liaison", "viewer"], clock: false },
  "weigh findings": { roles: ["owner"], clock: false },
  "let audiences in": { roles: ["owner"], clock: false },
  "decide plays": { roles: ["owner"], clock: false },
  "read the audit log": { roles: ["owner"], clock: false },
  look: { roles: ["owner", "liaison", "viewer"], clock: true },
} as const satisfies Record<string, { roles: readonly Role[]; clock: boolean }>;

export type Deed = keyof typeof allowed;

/** Throws `not_allowed` unless the actor may do this. Asked in every verb's door. */
export function authorise(actor: Actor, deed: Deed): void {
  if (!may(actor, deed)) {
    throw new DomainError("not_allowed", `You may not ${deed} here. Ask an owner of this page.`);
  }
}

/** Whether the actor may do this. */
export function may(actor: Actor, deed: Deed): boolean {
  const { roles, clock } = allowed[deed];
  if (actor.kind === "system") return clock;
  return actor.kind === "user" && (roles as readonly Role[]).includes(actor.role);
}
