import { and, eq, ne } from "drizzle-orm";
import { createElement } from "react";
import { channelWay } from "@/communications/channels/list";
import { summonsUrl } from "@/communications/links";
import { waysTo } from "@/communications/plays/ways-to";
import type { Context } from "@/db/context";
import type { events } from "@/db/schema/events";
import { incidents } from "@/db/schema/incidents";
import { playRuns, summons, summonsCalls } from "@/db/schema/plays";
import { users } from "@/db/schema/users";
import { renderLetter } from "@/emails/render-letter";
import Summons from "@/emails/summons";
import { wordsFor } from "@/lib/words";
import { formatTime } from "@/lib/zoned-time";
import { nameOfIncident } from "@/status/incidents/name-of-incident";
import { readPage } from "@/status/page/read-page";
import { Summoned } from "@/status/plays/play";
import { summonsToken } from "@/status/plays/token";
import type { PersonalLetter } from "./plan-letter";

/** The messages to whom a play summons, one on each of their ways, each with their key; none when it is answered. */
export async function writeSummons(
  ctx: Pick<Context, "db">,
  { details }: typeof events.$inferSelect,
): Promise<PersonalLetter[]> {
  const [found] = await ctx.db
    .select({ one: summons, call: summonsCalls, play: playRuns.name, incident: incidents, user: users })
    .from(summonsCalls)
    .innerJoin(summons, eq(summons.id, summonsCalls.summonsId))
    .innerJoin(playRuns, eq(playRuns.id, summons.runId))
    .innerJoin(incidents, eq(incidents.id, summons.incidentId))
    .innerJoin(users, eq(users.id, summonsCalls.userId))
    .where(
      and(
        ...[eq(summons.id, String(details.summonsId)), eq(summons.state, "waiting")],
        ...[eq(users.id, String(details.userId)), ne(incidents.status, "resolved")],
      ),
    );
  if (!found) return [];
  const { one, call, incident, user } = found;
  const zone = await readPage(ctx);
  const { letters } = wordsFor(zone.language);
  const props = {
    ...{ zone, severity: incident.severity, incident: nameOfIncident(incident), play: found.play },
    role: letters.incidentRoles[one.role].toLowerCase(),
    unanswered: typeof details.unanswered === "string" ? details.unanswered : null,
    answerBy: call.answerBy,
    link: summonsUrl(summonsToken(one.id, user.id)),
  };
  const subject = letters.summons.subject(props.severity, props.incident, props.role);
  const notice = {
    title: subject,
    says: letters.summons.asked(props.severity, props.incident, props.play),
    ...{ act: letters.summons.act, url: props.link },
    lasts: letters.summons.lasts(formatTime(call.answerBy, "zoned", zone)),
  };
  const mail = await renderLetter(createElement(Summons, props));
  const planned: PersonalLetter[] = [];
  const named = Summoned.array()
    .parse(one.people)
    .find(({ userId }) => userId === user.id);
  for (const { channel, address } of await waysTo(ctx, named?.ways ?? [], user)) {
    const frozen = await channelWay(channel).composeNotice?.(notice);
    const words = frozen ? { html: frozen.html ?? "", text: frozen.text } : mail;
    planned.push({ kind: "summons", channel, address, subject, ...words });
  }
  return planned;
}
