import { and, desc, eq, inArray, isNotNull, isNull } from "drizzle-orm";
import type { Context } from "@/db/context";
import { readTogether } from "@/db/read-together";
import { audiences } from "@/db/schema/audiences";
import { incidentAudiences } from "@/db/schema/incident-people";
import { incidents } from "@/db/schema/incidents";
import { updates } from "@/db/schema/updates";
import { authorise } from "@/status/authorise";
import { readPage } from "@/status/page/read-page";
import { stands } from "@/status/updates/standing";

/** What one incident owes one audience: said last at, next by. */
export type Owed = {
  incidentId: string;
  audienceId: string;
  /** Null: the public. */
  audience: string | null;
  saidAt: Date;
  by: Date;
};

/** The promises of incidents to each of their audiences, most urgent first; the public before others at the same time. */
export async function readPromises(
  ctx: Pick<Context, "db" | "actor">,
  incidentIds: string[],
): Promise<Owed[]> {
  authorise(ctx.actor, "look");
  if (incidentIds.length === 0) return [];
  const [page, toPublic, toAudiences] = await readTogether(ctx.db, [
    () => readPage(ctx),
    () => publicPromises(ctx, incidentIds),
    () =>
      ctx.db
        .select({
          incidentId: incidentAudiences.incidentId,
          audienceId: audiences.id,
          audience: audiences.name,
          lastSaidAt: incidentAudiences.lastSaidAt,
          openedAt: incidentAudiences.openedAt,
          by: incidentAudiences.nextUpdateBy,
        })
        .from(incidentAudiences)
        .innerJoin(audiences, eq(audiences.id, incidentAudiences.audienceId))
        .where(
          and(
            inArray(incidentAudiences.incidentId, incidentIds),
            isNotNull(incidentAudiences.nextUpdateBy),
            eq(audiences.kind, "private"),
            isNull(audiences.archivedAt),
          ),
        )
        .orderBy(audiences.position, audiences.name),
  ]);
  const owed: Owed[] = [
    ...toPublic.map((one) => ({ ...one, audienceId: page.id, audience: null, by: one.by! })),
    ...toAudiences.map(({ lastSaidAt, openedAt, by, ...one }) => ({
      ...one,
      saidAt: lastSaidAt ?? openedAt,
      by: by!,
    })),
  ];
  return owed.toSorted((a, b) => a.by.getTime() - b.by.getTime());
}

function publicPromises({ db }: Pick<Context, "db">, incidentIds: string[]) {
  return db
    .selectDistinctOn([incidents.id], {
      incidentId: incidents.id,
      by: incidents.nextUpdateBy,
      saidAt: updates.postedAt,
    })
    .from(incidents)
    .innerJoin(updates, eq(updates.incidentId, incidents.id))
    .where(
      and(
        inArray(incidents.id, incidentIds),
        isNotNull(incidents.nextUpdateBy),
        eq(incidents.privateOnly, false),
        stands,
      ),
    )
    .orderBy(incidents.id, desc(updates.number));
}
