import { and, eq, isNull } from "drizzle-orm";
import { createElement } from "react";
import { deskIncidentUrl } from "@/communications/links";
import type { Context } from "@/db/context";
import type { events } from "@/db/schema/events";
import { incidents } from "@/db/schema/incidents";
import { summons } from "@/db/schema/plays";
import { users } from "@/db/schema/users";
import { renderLetter } from "@/emails/render-letter";
import SummonsExhausted from "@/emails/summons-exhausted";
import { wordsFor } from "@/lib/words";
import { nameOfIncident } from "@/status/incidents/name-of-incident";
import { readPage } from "@/status/page/read-page";
import { callsOf, nameOf } from "@/status/plays/call-next";
import type { PersonalLetter } from "./plan-letter";

/** The letters to every owner when a play has asked everybody and nobody answered; none when somebody has by then. */
export async function writeSummonsExhausted(
  { db }: Pick<Context, "db">,
  { details }: typeof events.$inferSelect,
): Promise<PersonalLetter[]> {
  const [found] = await db
    .select({ one: summons, incident: incidents })
    .from(summons)
    .innerJoin(incidents, eq(incidents.id, summons.incidentId))
    .where(and(eq(summons.id, String(details.summonsId)), eq(summons.state, "exhausted")));
  if (!found) return [];
  const owners = await db
    .select()
    .from(users)
    .where(and(eq(users.role, "owner"), isNull(users.disabledAt)));
  const { language } = await readPage({ db });
  const { letters } = wordsFor(language);
  const asked: string[] = [];
  for (const { userId } of await callsOf(db, found.one.id)) asked.push(await nameOf(db, userId));
  const role = letters.incidentRoles[found.one.role].toLowerCase();
  const incident = nameOfIncident(found.incident);
  const props = { language, role, incident, asked, link: deskIncidentUrl(found.incident.id) };
  const letter = await renderLetter(createElement(SummonsExhausted, props));
  const subject = letters.summonsExhausted.subject(incident, role);
  return owners.map(({ email: address }) => ({ kind: "summons_exhausted", address, subject, ...letter }));
}
