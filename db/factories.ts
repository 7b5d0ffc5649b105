import { eq } from "drizzle-orm";
import { newId } from "../lib/ids";
import type { Db } from "./client";
import type { Context } from "./context";
import { audienceServices, audiences } from "./schema/audiences";
import { incidents } from "./schema/incidents";
import { serviceGroups, services } from "./schema/services";
import { subscribers } from "./schema/subscribers";
import { updateServices, updates, updateWords } from "./schema/updates";
import { users } from "./schema/users";

/** Rows for tests: whole by themselves, each with what the test cares about laid over. */

/** When most tests play: a Monday afternoon. */
export const noon = new Date("2026-11-23T14:00:00.000Z");

/** The moment so many minutes from `noon`. */
export const minutesLater = (minutes: number, from = noon) => new Date(from.getTime() + minutes * 60_000);

/** The public audience, made once. */
export async function ensurePublicAudience(db: Db, over: Partial<typeof audiences.$inferInsert> = {}) {
  await db
    .insert(audiences)
    .values({ slug: "public", kind: "public", name: "Larkfield", createdAt: noon, updatedAt: noon, ...over })
    .onConflictDoNothing();
  const [audience] = await db.select().from(audiences).where(eq(audiences.slug, "public"));
  return audience!;
}

/** A private audience. */
export async function makeAudience(db: Db, over: Partial<typeof audiences.$inferInsert> = {}) {
  const [audience] = await db
    .insert(audiences)
    .values({ slug: newId(), kind: "private", name: "Executives", createdAt: noon, updatedAt: noon, ...over })
    .returning();
  return audience!;
}

/** Somebody who works at the desk. */
export async function makeUser(db: Db, over: Partial<typeof users.$inferInsert> = {}) {
  const email = over.email ?? `${newId()}@example.com`;
  const [user] = await db
    .insert(users)
    .values({ name: "Ines Okafor", role: "liaison", createdAt: noon, ...over, email })
    .returning();
  return user!;
}

/** A verb's context: a liaison at noon, unless told otherwise. Makes the public audience too. */
export async function makeContext(
  db: Db,
  over: { now?: Date; role?: "owner" | "liaison" | "viewer" } = {},
): Promise<Context> {
  await ensurePublicAudience(db);
  const role = over.role ?? "liaison";
  const { id, name } = await makeUser(db, { role });
  return { db, actor: { kind: "user", id, role, name: name ?? "" }, now: over.now ?? noon };
}

/** The clock's context. */
export const clockContext = (db: Db, now = noon): Context => ({ db, actor: { kind: "system" }, now });

export async function makeGroup(db: Db, over: Partial<typeof serviceGroups.$inferInsert> = {}) {
  const [group] = await db
    .insert(serviceGroups)
    .values({ name: "Shop", position: 1, createdAt: noon, updatedAt: noon, ...over })
    .returning();
  return group!;
}

/** A service that the public page shows, unless `shown` is false. */
export async function makeService(
  db: Db,
  { shown = true, ...over }: Partial<typeof services.$inferInsert> & { shown?: boolean } = {},
) {
  const audience = await ensurePublicAudience(db);
  const [service] = await db
    .insert(services)
    .values({
      name: "Checkout",
      position: 1,
      startDate: "2026-01-01",
      createdAt: noon,
      updatedAt: noon,
      ...over,
    })
    .returning();
  if (shown) await db.insert(audienceServices).values({ audienceId: audience.id, serviceId: service!.id });
  return service!;
}

/** An open incident with one update, as rows: no event, nobody told. */
export async function makeIncident(
  db: Db,
  over: Partial<typeof incidents.$inferInsert> & { words?: string; serviceIds?: string[] } = {},
) {
  const { words = "Some payments fail.", serviceIds = [], ...facts } = over;
  const audience = await ensurePublicAudience(db);
  const resolved = facts.status === "resolved";
  const [incident] = await db
    .insert(incidents)
    .values({
      title: "Checkout is failing",
      status: "investigating",
      severity: "SEV2",
      impact: "major",
      nextUpdateBy: resolved ? null : minutesLater(20),
      startedAt: noon,
      resolvedAt: resolved ? minutesLater(60) : null,
      createdAt: noon,
      updatedAt: noon,
      ...facts,
    })
    .returning();
  const { id: incidentId, status, severity, impact, nextUpdateBy } = incident!;
  const said = { incidentId, number: 1, status, severity, impact, nextUpdateBy, tell: true };
  const [update] = await db
    .insert(updates)
    .values({ ...said, postedAt: noon, createdAt: noon, updatedAt: noon })
    .returning();
  await db
    .insert(updateWords)
    .values({ updateId: update!.id, audienceId: audience.id, words, html: `<p>${words}</p>` });
  for (const serviceId of serviceIds) {
    await db
      .insert(updateServices)
      .values({ updateId: update!.id, serviceId, state: "partial_outage", previousState: "operational" });
  }
  return { ...incident!, updateId: update!.id };
}

/** A confirmed subscriber of the public page to everything. */
export async function makeSubscriber(db: Db, over: Partial<typeof subscribers.$inferInsert> = {}) {
  const audience = await ensurePublicAudience(db);
  const id = newId();
  const [subscriber] = await db
    .insert(subscribers)
    .values({
      id,
      personId: id,
      audienceId: audience.id,
      channel: "email",
      address: `${newId()}@example.com`,
      state: "confirmed",
      scope: "all_services",
      detail: "every_update",
      confirmedAt: noon,
      createdAt: noon,
      updatedAt: noon,
      ...over,
    })
    .returning();
  return subscriber!;
}
