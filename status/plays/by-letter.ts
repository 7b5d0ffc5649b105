import { eq } from "drizzle-orm";
import type { Context } from "@/db/context";
import { incidents } from "@/db/schema/incidents";
import { playRuns, summons } from "@/db/schema/plays";
import { users } from "@/db/schema/users";
import { DomainError } from "@/lib/domain-error";
import type { IncidentRole } from "@/lib/vocabulary";
import { nameOfIncident } from "@/status/incidents/name-of-incident";
import { acknowledgeSummons } from "./acknowledge-summons";
import { nameOf } from "./call-next";
import { openSummonsToken } from "./token";
import { wasTaken } from "./was-taken";

/** What a message asks of whom it was written to. */
export type SummonsAsked = {
  incidentId: string;
  /** Its codename while the security lane is locked. */
  incident: string;
  severity: string;
  play: string;
  role: IncidentRole;
  person: string;
  /** Whether it can still be answered. */
  open: boolean;
  /** Who did, if somebody has. */
  acknowledgedBy: string | null;
};

type Doing = Pick<Context, "db" | "now">;

/** What the key of a message asks; null when it is none of ours. Reading answers nothing. */
export async function readSummonsAsked(ctx: Doing, token: string): Promise<SummonsAsked | null> {
  const known = await find(ctx, token);
  if (!known) return null;
  const { one, incident, play, user } = known;
  const waits = one.state === "waiting" || one.state === "exhausted";
  const over = incident.status === "resolved" || incident.withdrawnAt !== null;
  return {
    ...{ incidentId: incident.id, incident: nameOfIncident(incident), severity: incident.severity },
    ...{ play, role: one.role, person: user.name ?? user.email },
    open: waits && !over && !(await wasTaken(ctx.db, one)),
    acknowledgedBy: one.acknowledgedBy && (await nameOf(ctx.db, one.acknowledgedBy)),
  };
}

/**
 * Acknowledges with the key of a message, in the name of whom it was written to, without a session of the desk. Throws
 * `summons_over` when it is none of ours, and what `acknowledgeSummons` throws.
 */
export async function acknowledgeByLetter(ctx: Doing, token: string): Promise<{ incidentId: string }> {
  const known = await find(ctx, token);
  if (!known) throw new DomainError("summons_over", "This link is not one of ours, or its account is shut.");
  const { id, role, name, email } = known.user;
  const actor = { kind: "user", id, role, name: name ?? email } as const;
  return acknowledgeSummons({ ...ctx, actor }, { summonsId: known.one.id });
}

async function find({ db }: Doing, token: string) {
  const read = openSummonsToken(token);
  if (!read) return null;
  const [found] = await db
    .select({ one: summons, incident: incidents, play: playRuns.name })
    .from(summons)
    .innerJoin(incidents, eq(incidents.id, summons.incidentId))
    .innerJoin(playRuns, eq(playRuns.id, summons.runId))
    .where(eq(summons.id, read.summonsId));
  const [user] = await db.select().from(users).where(eq(users.id, read.userId));
  return found && user && !user.disabledAt ? { ...found, user } : null;
}
