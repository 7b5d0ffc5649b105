import { z } from "zod";
import type { Context } from "@/db/context";
import { recordEvent } from "@/db/record-event";
import { incidents } from "@/db/schema/incidents";
import { impacts, incidentStatuses, type ServiceState, severities } from "@/lib/vocabulary";
import { spendApprovals } from "@/status/approvals/assert-approved";
import { clearWords } from "@/status/approvals/clear-words";
import { authorise } from "@/status/authorise";
import { insertUpdate } from "@/status/updates/insert-update";
import { AffectedServices, Title, Words } from "@/status/updates/schemas";
import { refuseTitle } from "@/status/words/refuse-words";
import { Alone } from "./schemas";
import { settleIncident } from "./settle-incident";

const BackfillIncident = z
  .object({
    title: Title,
    severity: z.enum(severities),
    impact: z.enum(impacts),
    startedAt: z.date(),
    /** Oldest first; the last one resolves. */
    updates: z
      .array(
        z.object({
          at: z.date(),
          status: z.enum(incidentStatuses),
          words: Words,
          services: AffectedServices,
        }),
      )
      .min(1)
      .max(100),
    alone: Alone.nullish(),
  })
  .refine(({ updates }) => updates.at(-1)!.status === "resolved", {
    message: "The last update must say that it is resolved.",
    path: ["updates"],
  })
  .refine(
    ({ startedAt, updates }) => updates.every(({ at }, index) => at >= (updates[index - 1]?.at ?? startedAt)),
    {
      message: "Put the updates in order of time, none before the start.",
      path: ["updates"],
    },
  );
export type BackfillIncident = z.input<typeof BackfillIncident>;

/** Writes down a past incident: history and uptime follow, nobody is told, nothing is promised. */
export async function backfillIncident(
  ctx: Context,
  input: BackfillIncident,
): Promise<{ incidentId: string; version: number }> {
  authorise(ctx.actor, "speak");
  const {
    updates: said,
    alone,
    ...facts
  } = BackfillIncident.refine(({ updates }) => updates.at(-1)!.at <= ctx.now, {
    message: "It must have ended before now.",
    path: ["updates"],
  }).parse(input);
  return ctx.db.transaction(async (tx) => {
    const inside = { ...ctx, db: tx };
    const [incident] = await tx
      .insert(incidents)
      .values({
        ...facts,
        status: "resolved",
        resolvedAt: said.at(-1)!.at,
        backfilled: true,
        openedBy: ctx.actor.kind === "user" ? ctx.actor.id : null,
        createdAt: ctx.now,
        updatedAt: ctx.now,
      })
      .returning({ id: incidents.id });
    const incidentId = incident!.id;
    await refuseTitle(inside, { status: "resolved", postedAt: facts.startedAt }, facts.title);
    const { severity, impact } = facts;
    const states = new Map<string, ServiceState>();
    const stateBefore = (id: string) => states.get(id) ?? "operational";
    for (const { at: postedAt, ...words } of said) {
      const facts = { incidentId, severity, impact, tell: false, postedAt, stateBefore };
      const about = { incident: null, type: "availability", words: words.words, alone } as const;
      const cleared = await clearWords(inside, { ...about, wordings: [] });
      const { updateId } = await insertUpdate(inside, { ...words, ...facts });
      await spendApprovals(inside, cleared, { incidentId, revision: 1, updateId });
      for (const { serviceId, state } of words.services) states.set(serviceId, state);
    }
    await settleIncident(inside, incidentId);
    const { version } = await recordEvent(inside, { kind: "incident_backfilled", incidentId });
    return { incidentId, version };
  });
}
