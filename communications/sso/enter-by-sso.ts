import { and, eq } from "drizzle-orm";
import { changePeopleOf } from "@/communications/audiences/change-people";
import { oneRow } from "@/communications/subscribers/add-by-hand";
import { goThrough } from "@/communications/subscribers/import/go-through";
import { takeOut } from "@/communications/subscribers/remove-subscriber";
import type { Context } from "@/db/context";
import { audiences } from "@/db/schema/audiences";
import { providerGroups, providerMembers } from "@/db/schema/sign-in-providers";
import { subscribers } from "@/db/schema/subscribers";
import { findMemberByEmail } from "@/status/audiences/private/find-member";
import { decideEntry, type Entry, type EntryRefusal } from "@/status/sso/decide-entry";
import { readProvider } from "@/status/sso/providers";
import { settlePerson } from "@/status/sso/settle-person";

export type Entered = {
  /** Their account at the desk; null: nothing there. */
  userId: string | null;
  /** Private audiences that they belong to by their groups. */
  memberships: { audienceId: string; slug: string; subscriberId: string }[];
};

/**
 * Somebody comes in by a provider: their account and their audiences follow what it says of them, in one transaction.
 * `claims`: of an ID token that was checked.
 */
export async function enterBySso(
  { db, now }: Pick<Context, "db" | "now">,
  { providerId, claims }: { providerId: string; claims: unknown },
): Promise<Entered | { refused: EntryRefusal | "SsoNoRole" }> {
  const provider = await readProvider(db, providerId);
  if (!provider) return { refused: "SsoNoRole" };
  const groups = await db.select().from(providerGroups).where(eq(providerGroups.providerId, providerId));
  const entry = decideEntry(claims, { ...provider, groups });
  if ("refused" in entry) return entry;
  return db.transaction(async (tx) => {
    const inside: Context = { db: tx, now, actor: { kind: "system" } };
    const userId = await settlePerson(inside, providerId, entry);
    const memberships = await settleMemberships(inside, { id: providerId, name: provider.name }, entry);
    return userId || memberships.length > 0 ? { userId, memberships } : { refused: "SsoNoRole" as const };
  });
}

type Named = { id: string; name: string };

async function settleMemberships(
  ctx: Context,
  provider: Named,
  entry: Entry,
): Promise<Entered["memberships"]> {
  const before = await ctx.db
    .select({ subscriberId: providerMembers.subscriberId, audienceId: subscribers.audienceId })
    .from(providerMembers)
    .innerJoin(subscribers, eq(subscribers.id, providerMembers.subscriberId))
    .where(and(eq(providerMembers.providerId, provider.id), eq(providerMembers.subject, entry.subject)));
  for (const { subscriberId, audienceId } of before) {
    if (entry.audienceIds.includes(audienceId)) continue;
    await changePeopleOf(ctx, audienceId, async (inside) => {
      await takeOut(inside, subscriberId);
      return { result: undefined, added: 0, changed: 0, removed: 1 };
    });
  }
  const memberships: Entered["memberships"] = [];
  for (const audienceId of entry.audienceIds) {
    const slug = await slugOfOpen(ctx, audienceId);
    const subscriberId = slug && (await memberIn(ctx, audienceId, provider, entry));
    if (slug && subscriberId) memberships.push({ audienceId, slug, subscriberId });
  }
  return memberships;
}

async function slugOfOpen({ db }: Context, audienceId: string): Promise<string | null> {
  const [audience] = await db.select().from(audiences).where(eq(audiences.id, audienceId));
  return audience?.kind === "private" && !audience.archivedAt ? audience.slug : null;
}

/** The member that they are already, or from now on. Null where our letters do not reach them any more. */
async function memberIn(
  ctx: Context,
  audienceId: string,
  provider: Named,
  { email, name, subject }: Entry,
): Promise<string | null> {
  const there = await findMemberByEmail(ctx.db, audienceId, email);
  if (there) return there.id;
  await changePeopleOf(ctx, audienceId, async (inside, page) => {
    const rows = oneRow({ channel: "email", address: email, name, group: provider.name });
    const { report } = await goThrough(inside, rows, { page, kind: "stakeholder", write: true });
    return { result: undefined, added: report.added, changed: report.changed, removed: 0 };
  });
  const added = await findMemberByEmail(ctx.db, audienceId, email);
  if (!added) return null;
  await ctx.db
    .insert(providerMembers)
    .values({ subscriberId: added.id, providerId: provider.id, subject })
    .onConflictDoNothing();
  return added.id;
}
