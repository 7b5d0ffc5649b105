import { asc, eq, isNull } from "drizzle-orm";
import type { Context } from "@/db/context";
import { audiences } from "@/db/schema/audiences";
import { authorise } from "@/status/authorise";
import type { FindingKind, FindingWeight } from "./finding";
import { findingKinds } from "./finding";
import { checks, defaultWeights } from "./lint";

export type AudienceWeights = {
  id: string;
  name: string;
  findings: { kind: FindingKind; passed: string; why: string; source: string; weight: FindingWeight }[];
};

/** How much each finding weighs, for each audience, with the reason of the rule. */
export async function listWeights(ctx: Context): Promise<AudienceWeights[]> {
  authorise(ctx.actor, "look");
  const rows = await ctx.db
    .select()
    .from(audiences)
    .where(isNull(audiences.archivedAt))
    .orderBy(asc(eq(audiences.kind, "private")), asc(audiences.position), asc(audiences.name));
  return rows.map(({ id, kind, name, lint }) => ({
    id,
    name: kind === "public" ? "Public" : name,
    findings: findingKinds.map((kind) => {
      const { passed, why, source } = checks[kind];
      return { kind, passed, why, source, weight: lint[kind] ?? defaultWeights[kind] };
    }),
  }));
}
