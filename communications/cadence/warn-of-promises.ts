import { and, eq, inArray, isNotNull, isNull, ne, sql } from "drizzle-orm";
import { createElement } from "react";
import type { Notice } from "@/communications/channels/channel";
import { channelWay } from "@/communications/channels/list";
import { planLetters } from "@/communications/letters/plan-letter";
import { composerUrl } from "@/communications/links";
import { waysDecidedFor } from "@/communications/plays/ways-to";
import type { Db } from "@/db/client";
import type { Context } from "@/db/context";
import { incidentAudiences, incidentRoleHolders, promiseWarnings } from "@/db/schema/incident-people";
import { incidents } from "@/db/schema/incidents";
import { updates } from "@/db/schema/updates";
import { users } from "@/db/schema/users";
import PromiseDue from "@/emails/promise-due";
import { renderLetter } from "@/emails/render-letter";
import type { Channel, IncidentRole } from "@/lib/vocabulary";
import { wordsFor } from "@/lib/words";
import { formatTime } from "@/lib/zoned-time";
import { type Audience, readAudience } from "@/status/audiences/read-audience";
import { shownTitle } from "@/status/incidents/shown-title";
import { readPage } from "@/status/page/read-page";
import { dueWarning, type Warning } from "./promise-stage";

type Doing = Pick<Context, "db" | "now">;
type Owed = { incidentId: string; title: string; audienceId: string; promise: Date; saidAt: Date };

/**
 * Warns of promises that are due or late: once for each promise and stage, also with several machines and after a
 * restart. Who holds the role hears, by the ways that a play names for them; when nobody does, the owners. Answers how many warnings it wrote.
 */
export async function warnOfPromises(ctx: Doing): Promise<number> {
  let written = 0;
  for (const owed of await readOwed(ctx.db)) {
    const warning = dueWarning(owed.promise, owed.saidAt, ctx.now);
    if (warning && (await warn(ctx, owed, warning))) written++;
  }
  return written;
}

/** When the public heard last: other changes of an incident say nothing to it. */
const lastSaidToPublic = sql<Date>`coalesce(
  (select max(u.posted_at) from ${updates} u
    where u.incident_id = ${incidents}.id and u.undone_at is null and u.repeats is null),
  ${incidents.startedAt})`.mapWith(incidents.startedAt);

/** Every promise of every open incident: the public's, and those to its private audiences. */
async function readOwed(db: Db): Promise<Owed[]> {
  const open = and(
    ne(incidents.status, "resolved"),
    isNull(incidents.withdrawnAt),
    eq(incidents.drill, false),
  );
  const page = await readPage({ db });
  const toPublic = await db
    .select({
      id: incidents.id,
      title: shownTitle,
      promise: incidents.nextUpdateBy,
      at: lastSaidToPublic,
    })
    .from(incidents)
    .where(and(open, isNotNull(incidents.nextUpdateBy), eq(incidents.privateOnly, false)));
  const toAudiences = await db
    .select({
      id: incidents.id,
      title: shownTitle,
      audienceId: incidentAudiences.audienceId,
      promise: incidentAudiences.nextUpdateBy,
      at: incidentAudiences.lastSaidAt,
      openedAt: incidentAudiences.openedAt,
    })
    .from(incidentAudiences)
    .innerJoin(incidents, eq(incidents.id, incidentAudiences.incidentId))
    .where(and(open, isNotNull(incidentAudiences.nextUpdateBy)));
  return [
    ...toPublic.map(({ id, title, promise, at }) => ({
      ...{ incidentId: id, title, audienceId: page.id, promise: promise!, saidAt: at },
    })),
    ...toAudiences.map(({ id, title, audienceId, promise, at, openedAt }) => ({
      ...{ incidentId: id, title, audienceId, promise: promise!, saidAt: at ?? openedAt },
    })),
  ];
}

async function warn(ctx: Doing, owed: Owed, { stage, roles }: Warning): Promise<boolean> {
  const { incidentId, audienceId, promise } = owed;
  const key = { incidentId, audienceId, promise, stage };
  const known = await ctx.db
    .select({ stage: promiseWarnings.stage })
    .from(promiseWarnings)
    .where(
      and(
        eq(promiseWarnings.incidentId, incidentId),
        eq(promiseWarnings.audienceId, audienceId),
        eq(promiseWarnings.promise, promise),
        eq(promiseWarnings.stage, stage),
      ),
    );
  if (known.length) return false;
  const people = await whoIsWarned(ctx.db, incidentId, roles);
  const audience = await readAudience(ctx.db, audienceId);
  const letter = await writeLetter(audience, owed, stage);
  let mine = false;
  for (const user of people) {
    const ways = await waysDecidedFor(ctx, incidentId, user);
    await planLetters(ctx, async (inside) => {
      // The note and the first letter in one transaction: what is noted is written, and by one machine only.
      mine ||= await note(inside, { ...key, userId: user.id });
      return mine ? Promise.all(ways.map(({ channel, address }) => onWay(letter, channel, address))) : [];
    });
  }
  return mine;
}

async function note(
  { db, now }: Doing,
  row: Omit<typeof promiseWarnings.$inferInsert, "warnedAt">,
): Promise<boolean> {
  const noted = await db
    .insert(promiseWarnings)
    .values({ ...row, warnedAt: now })
    .onConflictDoNothing()
    .returning({ stage: promiseWarnings.stage });
  return noted.length > 0;
}

/** Who holds the first of the roles that anybody holds; else the owners: a late promise is never nobody's. */
async function whoIsWarned(
  db: Db,
  incidentId: string,
  roles: readonly IncidentRole[],
): Promise<{ id: string; email: string }[]> {
  const holders = await db
    .select({ role: incidentRoleHolders.role, id: users.id, email: users.email })
    .from(incidentRoleHolders)
    .innerJoin(users, eq(users.id, incidentRoleHolders.userId))
    .where(
      and(
        eq(incidentRoleHolders.incidentId, incidentId),
        inArray(incidentRoleHolders.role, [...roles]),
        isNotNull(incidentRoleHolders.acceptedAt),
        isNull(incidentRoleHolders.endedAt),
        isNull(users.disabledAt),
      ),
    );
  for (const role of roles) {
    const found = holders.filter((holder) => holder.role === role);
    if (found.length) return found;
  }
  return db
    .select({ id: users.id, email: users.email })
    .from(users)
    .where(and(eq(users.role, "owner"), isNull(users.disabledAt)));
}

type Written = Awaited<ReturnType<typeof writeLetter>>;

/** The warning as a channel says it: by mail the letter, else its short notice. */
async function onWay({ notice, subject, ...mail }: Written, channel: Channel, address: string) {
  const frozen = await channelWay(channel).composeNotice?.(notice);
  const words = frozen ? { html: frozen.html ?? "", text: frozen.text } : mail;
  return { kind: "promise_due" as const, channel, address, subject, ...words };
}

async function writeLetter(
  audience: Audience,
  { incidentId, title, promise }: Owed,
  stage: Warning["stage"],
) {
  const words = wordsFor(audience.language).letters.promiseDue;
  const zone = { timeZone: audience.timeZone, language: audience.language };
  const name = audience.kind === "public" ? words.thePublic : audience.name;
  const props = {
    pageName: audience.name,
    zone,
    title,
    audience: name,
    stage,
    promise,
    url: composerUrl(incidentId),
  };
  const subject = words.subject[stage](title);
  const notice: Notice = {
    title: subject,
    says: words.owed(name, formatTime(promise, "zoned", zone)),
    ...{ act: words.act, url: props.url, lasts: words.noChange },
  };
  return { subject, notice, ...(await renderLetter(createElement(PromiseDue, props))) };
}
