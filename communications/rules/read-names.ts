import { asc, isNull } from "drizzle-orm";
import type { Db } from "@/db/client";
import { audiences } from "@/db/schema/audiences";
import { services } from "@/db/schema/services";
import type { Names } from "./rule-sentence";

/** What audiences and services are called, for reading rules aloud; in the order the desk shows them. */
export async function readNames(db: Db): Promise<Names> {
  const groups = await db
    .select({ slug: audiences.slug, name: audiences.name, kind: audiences.kind })
    .from(audiences)
    .where(isNull(audiences.archivedAt))
    .orderBy(asc(audiences.position), asc(audiences.name));
  const named = await db
    .select({ id: services.id, name: services.name })
    .from(services)
    .orderBy(asc(services.position), asc(services.name));
  return {
    // The public page is called like the company: in a sentence its people are its subscribers.
    audiences: Object.fromEntries(
      groups.map(({ slug, name, kind }) => [slug, kind === "public" ? "public subscribers" : name]),
    ),
    services: Object.fromEntries(named.map(({ id, name }) => [id, name])),
  };
}
