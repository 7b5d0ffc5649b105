import { and, eq, inArray, ne } from "drizzle-orm";
import { createElement } from "react";
import { channelWay } from "@/communications/channels/list";
import { summonsUrl } from "@/communications/links";
import { addressesOf } from "@/communications/plays/addresses";
import type { Context } from "@/db/context";
import type { events } from "@/db/schema/events";
import { incidents } from "@/db/schema/incidents";
import { playRuns, summons, summonsCalls } from "@/db/schema/plays";
import { subscribers } from "@/db/schema/subscribers";
import { users } from "@/db/schema/users";
import { renderLetter } from "@/emails/render-letter";
import Summons from "@/emails/summons";
import { wordsFor } from "@/lib/words";
import { formatTime } from "@/lib/zoned-time";
import { nameOfIncident } from "@/status/incidents/name-of-incident";
import { readPage } from "@/status/page/read-page";
import { Summoned, type Way } from "@/status/plays/play";
import { summonsToken } from "@/status/plays/token";
import type { PersonalLetter } from "./plan-letter";

/** More browsers than these are no person's. */
const browsersMax = 10;

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
  for (const { channel, address } of await waysTo(ctx, one.people, user)) {
    const frozen = await channelWay(channel).composeNotice?.(notice);
    const words = frozen ? { html: frozen.html ?? "", text: frozen.text } : mail;
    planned.push({ kind: "summons", channel, address, subject, ...words });
  }
  return planned;
}

/** The ways a play names for somebody; by mail where they lead nowhere, so that nobody is asked in silence. */
async function waysTo(
  ctx: Pick<Context, "db">,
  people: unknown[],
  user: typeof users.$inferSelect,
): Promise<{ channel: Way["channel"]; address: string }[]> {
  const named = Summoned.array()
    .parse(people)
    .find(({ userId }) => userId === user.id);
  const known = await addressesOf(
    ctx.db,
    (named?.ways ?? []).flatMap(({ addressId }) => addressId ?? []),
  );
  const ways: { channel: Way["channel"]; address: string }[] = [];
  for (const { channel, addressId } of named?.ways ?? []) {
    const address = addressId && known.get(addressId);
    if (channel === "email") ways.push({ channel, address: user.email });
    else if (channel === "push") ways.push(...(await browsersOf(ctx, user.email)));
    else if (address) ways.push({ channel, address });
  }
  return ways.length > 0 ? ways : [{ channel: "email", address: user.email }];
}

/** Browsers that the person with this address let us notify on the public page. */
async function browsersOf({ db }: Pick<Context, "db">, email: string) {
  const person = db
    .select({ id: subscribers.personId })
    .from(subscribers)
    .where(and(eq(subscribers.channel, "email"), eq(subscribers.address, email.toLowerCase())));
  const rows = await db
    .select({ address: subscribers.address })
    .from(subscribers)
    .where(
      and(
        ...[eq(subscribers.channel, "push"), eq(subscribers.state, "confirmed")],
        inArray(subscribers.personId, person),
      ),
    )
    .limit(browsersMax);
  return rows.map(({ address }) => ({ channel: "push" as const, address }));
}
