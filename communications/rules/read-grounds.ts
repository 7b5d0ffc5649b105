import { and, eq, isNull } from "drizzle-orm";
import type { Db } from "@/db/client";
import { readTogether } from "@/db/read-together";
import { audienceApprovals, audiences } from "@/db/schema/audiences";
import type { IncidentType } from "@/lib/vocabulary";
import { isExternal, whoApproves } from "@/status/approvals/who-approves";
import type { Grounds } from "./history";
import { readOrders } from "./read-orders";
import { readShown } from "./read-shown";

/** What is the same of the audiences at every moment of incidents of a type. */
export async function readGrounds(db: Db): Promise<(type: IncidentType) => Grounds> {
  const [all, configured, shown, orders] = await readTogether(db, [
    () => db.select().from(audiences).where(isNull(audiences.archivedAt)),
    () =>
      db
        .select({ slug: audiences.slug, type: audienceApprovals.incidentType, role: audienceApprovals.role })
        .from(audienceApprovals)
        .innerJoin(
          audiences,
          and(eq(audiences.id, audienceApprovals.audienceId), isNull(audiences.archivedAt)),
        ),
    () => readShown(db),
    () => readOrders(db),
  ]);
  const insiders = all.filter((audience) => !isExternal(audience)).map(({ slug }) => slug);
  const known = new Map<IncidentType, Grounds>();
  return (type) => {
    const before = known.get(type);
    if (before) return before;
    const roleOf = new Map(
      configured.filter((one) => one.type === type).map(({ slug, role }) => [slug, role]),
    );
    const waits = all
      .filter((audience) => audience.kind === "private")
      .filter(
        (audience) =>
          type === "security" || whoApproves(type, audience, roleOf.get(audience.slug) ?? null) !== null,
      )
      .map(({ slug }) => slug);
    const grounds = { shown, orders, insiders, waits };
    known.set(type, grounds);
    return grounds;
  };
}
