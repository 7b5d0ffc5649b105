import type { Db } from "@/db/client";
import { inSnapshot } from "./in-snapshot";
import { monthsOf } from "./months";

/** The months of a page that have something to show, `YYYY-MM`, newest first. */
export async function readMonths(db: Db, slug: string): Promise<string[]> {
  return (await inSnapshot(db, slug, new Date(0), monthsOf)) ?? [];
}
