import { and, eq } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { createElement } from "react";
import { deskIncidentUrl } from "@/communications/links";
import type { Context } from "@/db/context";
import type { events } from "@/db/schema/events";
import { incidentRoleHolders } from "@/db/schema/incident-people";
import { incidents } from "@/db/schema/incidents";
import { users } from "@/db/schema/users";
import { renderLetter } from "@/emails/render-letter";
import RoleOffer from "@/emails/role-offer";
import { wordsFor } from "@/lib/words";
import { nameOfIncident } from "@/status/incidents/name-of-incident";
import { answerSeconds } from "@/status/incidents/roles/escalate-offers";
import { offered } from "@/status/incidents/roles/holders";
import { readPage } from "@/status/page/read-page";
import type { PersonalLetter } from "./plan-letter";

const offerers = alias(users, "offerers");

/** The letter to who is offered a role; null when the offer is over. */
export async function writeRoleOffer(
  ctx: Pick<Context, "db">,
  event: typeof events.$inferSelect,
): Promise<PersonalLetter | null> {
  const offerId = String(event.details.offerId);
  const [found] = await ctx.db
    .select({ offer: incidentRoleHolders, incident: incidents, asked: users, by: offerers })
    .from(incidentRoleHolders)
    .innerJoin(incidents, eq(incidents.id, incidentRoleHolders.incidentId))
    .innerJoin(users, eq(users.id, incidentRoleHolders.userId))
    .leftJoin(offerers, eq(offerers.id, incidentRoleHolders.offeredBy))
    .where(and(eq(incidentRoleHolders.id, offerId), offered));
  if (!found) return null;
  const { offer, asked, by } = found;
  const { language } = await readPage(ctx);
  const words = wordsFor(language);
  const role = words.letters.incidentRoles[offer.role].toLowerCase();
  const incident = nameOfIncident(found.incident);
  const letter = await renderLetter(
    createElement(RoleOffer, {
      ...{ language, role, incident, by: by?.name ?? by?.email ?? "" },
      ...{ unanswered: offer.escalations > 0, minutes: answerSeconds / 60 },
      link: deskIncidentUrl(found.incident.id),
    }),
  );
  const subject = words.letters.roleOffer.subject(incident, role);
  return { kind: "role_offer", address: asked.email, subject, ...letter };
}
