import { eq, inArray, max } from "drizzle-orm";
import type { Context } from "@/db/context";
import { audiences } from "@/db/schema/audiences";
import { services } from "@/db/schema/services";
import { updateServices, updates, updateWords } from "@/db/schema/updates";
import { DomainError } from "@/lib/domain-error";
import { renderMarkdown } from "@/lib/markdown";
import type { Impact, ServiceState, Severity, UpdateStatus } from "@/lib/vocabulary";
import { refuseWords } from "@/status/words/refuse-words";
import { insertWordings, type Wordings } from "./insert-words";
import { undoUntil } from "./undo-window";

type Said = {
  incidentId?: string;
  maintenanceId?: string;
  status: UpdateStatus;
  severity?: Severity;
  impact?: Impact;
  regions?: string[];
  nextUpdateBy?: Date | null;
  /** For the public; null: only private audiences are spoken to. */
  words: string | null;
  /** Words for private audiences besides. */
  wordings?: Wordings;
  services: { serviceId: string; state: ServiceState }[];
  tell: boolean;
  /** Nothing new: only the promise is. */
  noChange?: boolean;
  onceKey?: string | null;
  postedAt?: Date;
  /** What a service was before, where that is not what it is now: in the past. */
  stateBefore?: (serviceId: string) => ServiceState;
};

type Inserted = { updateId: string; number: number; undoUntil: Date | null };

/** Writes one update with its words for each audience and what it says of services. Part of a verb's transaction. */
export async function insertUpdate(ctx: Context, said: Said): Promise<Inserted> {
  const { words, wordings = [], services: affected, postedAt = ctx.now, stateBefore, ...facts } = said;
  await refuseWords(ctx, said, { public: words, others: wordings });
  const subject = said.incidentId
    ? eq(updates.incidentId, said.incidentId)
    : eq(updates.maintenanceId, said.maintenanceId ?? "");
  const [last] = await ctx.db
    .select({ number: max(updates.number) })
    .from(updates)
    .where(subject);
  const number = (last?.number ?? 0) + 1;
  const until = undoUntil(ctx, said);
  const [update] = await ctx.db
    .insert(updates)
    .values({
      ...facts,
      number,
      undoUntil: until,
      postedAt,
      postedBy: ctx.actor.kind === "user" ? ctx.actor.id : null,
      createdAt: ctx.now,
      updatedAt: ctx.now,
    })
    .returning({ id: updates.id });
  const updateId = update!.id;
  if (words !== null) {
    await ctx.db.insert(updateWords).values({
      updateId,
      audienceId: await publicAudienceId(ctx),
      words,
      html: renderMarkdown(words),
    });
  }
  await insertWordings(ctx, { ...said, updateId }, wordings);
  await insertAffected(ctx, updateId, affected, stateBefore);
  return { updateId, number, undoUntil: until };
}

export async function publicAudienceId(ctx: Pick<Context, "db">): Promise<string> {
  const [audience] = await ctx.db
    .select({ id: audiences.id })
    .from(audiences)
    .where(eq(audiences.slug, "public"));
  if (!audience) throw new Error("The public page's row is missing: run the migrations and the seed.");
  return audience.id;
}

async function insertAffected(
  ctx: Context,
  updateId: string,
  affected: Said["services"],
  stateBefore: Said["stateBefore"],
): Promise<void> {
  if (affected.length === 0) return;
  const ids = affected.map(({ serviceId }) => serviceId);
  const known = await ctx.db
    .select({ id: services.id, state: services.state })
    .from(services)
    .where(inArray(services.id, ids));
  const states = new Map(known.map(({ id, state }) => [id, state]));
  if (states.size !== ids.length) {
    throw new DomainError("service_unknown", "A service you chose is gone. Reload and choose again.", {
      services: "A service you chose is gone.",
    });
  }
  await ctx.db.insert(updateServices).values(
    affected.map(({ serviceId, state }) => ({
      updateId,
      serviceId,
      state,
      previousState: stateBefore?.(serviceId) ?? states.get(serviceId)!,
    })),
  );
}
