import { and, asc, eq } from "drizzle-orm";
import { z } from "zod";
import type { Db } from "@/db/client";
import type { Context } from "@/db/context";
import { readTogether } from "@/db/read-together";
import { providerGroups, signInProviders, signInRules } from "@/db/schema/sign-in-providers";
import { users } from "@/db/schema/users";
import { DomainError } from "@/lib/domain-error";
import { env } from "@/lib/env";
import { sealedAs } from "@/lib/sealed-as";
import { seal } from "@/lib/secret-box";
import type { Role } from "@/lib/vocabulary";
import { onlyOwners } from "@/status/people/only-owners";
import { Id } from "@/status/updates/schemas";
import { discover } from "./discover";
import { GroupMapping, Provider } from "./schemas";

/** Adds a provider, after it was asked whether it is one. Owners only. */
export async function addProvider(ctx: Context, input: Provider): Promise<{ id: string }> {
  onlyOwners(ctx.actor);
  const { clientSecret, ...provider } = Provider.parse(input);
  if (!clientSecret) {
    const words = "Write the client's secret.";
    throw new DomainError("secret_missing", words, { clientSecret: words });
  }
  await discover(provider.issuer, env().OUTBOUND_ALLOW);
  const [added] = await ctx.db
    .insert(signInProviders)
    .values({ ...provider, clientSecret: seal(clientSecret, sealedAs.clientSecret), createdAt: ctx.now })
    .returning({ id: signInProviders.id });
  return added!;
}

/** Changes a provider. An empty secret leaves the one that is there. Owners only. */
export async function changeProvider(ctx: Context, input: Provider & { id: string }): Promise<void> {
  onlyOwners(ctx.actor);
  const id = Id.parse(input.id);
  const { clientSecret, ...provider } = Provider.parse(input);
  await discover(provider.issuer, env().OUTBOUND_ALLOW);
  const secret = clientSecret && { clientSecret: seal(clientSecret, sealedAs.clientSecret) };
  const [changed] = await ctx.db
    .update(signInProviders)
    .set({ ...provider, ...secret })
    .where(eq(signInProviders.id, id))
    .returning({ id: signInProviders.id });
  if (!changed) throw gone();
}

/** Turns a provider on or off. Owners only; the last one stays on while nothing else is let in. */
export async function switchProvider(ctx: Context, input: { id: string; active: boolean }): Promise<void> {
  onlyOwners(ctx.actor);
  const { id, active } = z.object({ id: Id, active: z.boolean() }).parse(input);
  await ctx.db.transaction(async (tx) => {
    const [changed] = await tx
      .update(signInProviders)
      .set({ active })
      .where(eq(signInProviders.id, id))
      .returning({ id: signInProviders.id });
    if (!changed) throw gone();
    if ((await isSsoOnly(tx)) && (await readActive(tx)).length === 0) throw onlyWay();
  });
}

/** Says what a group of a provider makes of its people. Owners only. */
export async function mapGroup(ctx: Context, input: GroupMapping): Promise<void> {
  onlyOwners(ctx.actor);
  await ctx.db.insert(providerGroups).values(GroupMapping.parse(input)).onConflictDoNothing();
}

/** Forgets it again. Owners only. */
export async function unmapGroup(ctx: Context, input: { id: string }): Promise<void> {
  onlyOwners(ctx.actor);
  await ctx.db.delete(providerGroups).where(eq(providerGroups.id, Id.parse(input.id)));
}

/**
 * Refuses passwords and mailed links, or takes them again. Refusing needs a provider that is on, and an owner with a
 * password who may break the glass: else one fault of the provider locks everybody out. Owners only.
 */
export async function requireSso(ctx: Context, input: { ssoOnly: boolean }): Promise<void> {
  onlyOwners(ctx.actor);
  const { ssoOnly } = z.object({ ssoOnly: z.boolean() }).parse(input);
  await ctx.db.transaction(async (tx) => {
    if (ssoOnly && (await readActive(tx)).length === 0) throw onlyWay();
    if (ssoOnly && !(await hasBreakGlassOwner(tx))) throw noGlass();
    await tx
      .insert(signInRules)
      .values({ ssoOnly })
      .onConflictDoUpdate({ target: signInRules.id, set: { ssoOnly } });
  });
}

/** Lets an owner come in by password where everybody else must come by single sign-on. Owners only. */
export async function setBreakGlass(ctx: Context, input: { id: string; on: boolean }): Promise<void> {
  onlyOwners(ctx.actor);
  const { id, on } = z.object({ id: Id, on: z.boolean() }).parse(input);
  await ctx.db.transaction(async (tx) => {
    const [person] = await tx
      .update(users)
      .set({ breakGlass: on })
      .where(eq(users.id, id))
      .returning({ role: users.role, hash: users.passwordHash });
    if (on && (person?.role !== "owner" || !person.hash)) {
      throw new DomainError("glass_for_owners", "Only an owner who has a password can keep a way in.");
    }
    if (!on && (await isSsoOnly(tx)) && !(await hasBreakGlassOwner(tx))) throw noGlass();
  });
}

export type ListedProvider = Omit<typeof signInProviders.$inferSelect, "clientSecret"> & {
  groups: { id: string; groupName: string; role: Role | null; audienceId: string | null }[];
};

/** All providers with their groups, without their secrets. Owners only. */
export async function listProviders(ctx: Context): Promise<ListedProvider[]> {
  onlyOwners(ctx.actor);
  const [providers, groups] = await readTogether(ctx.db, [
    () => ctx.db.select().from(signInProviders).orderBy(asc(signInProviders.createdAt)),
    () => ctx.db.select().from(providerGroups).orderBy(asc(providerGroups.groupName)),
  ]);
  return providers.map(({ clientSecret: _, ...provider }) => ({
    ...provider,
    groups: groups.filter(({ providerId }) => providerId === provider.id),
  }));
}

/** What everybody may know: by whom one can come in. */
export const readActive = (db: Db): Promise<{ id: string; name: string }[]> =>
  db
    .select({ id: signInProviders.id, name: signInProviders.name })
    .from(signInProviders)
    .where(eq(signInProviders.active, true))
    .orderBy(asc(signInProviders.createdAt));

/** A provider that is on, with its sealed secret; null when there is none. */
export async function readProvider(db: Db, id: string) {
  const [found] = await db
    .select()
    .from(signInProviders)
    .where(and(eq(signInProviders.id, id), eq(signInProviders.active, true)));
  return found ?? null;
}

/** Whether passwords and mailed links are refused. */
export async function isSsoOnly(db: Db): Promise<boolean> {
  const [rules] = await db.select({ ssoOnly: signInRules.ssoOnly }).from(signInRules);
  return rules?.ssoOnly ?? false;
}

/** Whether somebody may come in by password or mailed link now. */
export const mayComeWithoutSso = async (db: Db, { breakGlass, role }: { breakGlass: boolean; role: Role }) =>
  !(await isSsoOnly(db)) || (breakGlass && role === "owner");

async function hasBreakGlassOwner(db: Db): Promise<boolean> {
  const owners = await db
    .select({ hash: users.passwordHash, disabledAt: users.disabledAt })
    .from(users)
    .where(and(eq(users.breakGlass, true), eq(users.role, "owner")));
  return owners.some(({ hash, disabledAt }) => hash !== null && disabledAt === null);
}

const gone = () => new DomainError("provider_gone", "This provider is not here any more.");
const onlyWay = () =>
  new DomainError(
    "only_way",
    "Passwords are refused: at least one provider must be on. Take them again first.",
  );
const noGlass = () =>
  new DomainError(
    "no_way_back",
    "First let an owner who has a password keep a way in, for the night when the provider fails.",
  );
