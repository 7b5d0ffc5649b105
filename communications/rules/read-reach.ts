import { and, asc, eq, gt, ilike, inArray, or, sql } from "drizzle-orm";
import { wayOf } from "@/communications/deliveries/join-people";
import { addressLike, escapeLike } from "@/communications/subscribers/address-like";
import { shownAddress } from "@/communications/subscribers/shown-address";
import type { Db } from "@/db/client";
import type { Context } from "@/db/context";
import { readTogether } from "@/db/read-together";
import { subscribers } from "@/db/schema/subscribers";
import { sealAddress } from "@/lib/sealed-address";
import type { Channel } from "@/lib/vocabulary";
import { authorise } from "@/status/authorise";
import { evaluateRules, type Listener, type Recipient } from "./evaluate-rules";
import { readListeners, selectListeners } from "./read-listeners";
import { readNamed } from "./read-named";
import { type Moment, readWrittenMoment, type Written } from "./read-written-moment";
import { reasonWords, ruleWords } from "./reason-words";
import { whyNobody } from "./who-hears";

/** People on one page. */
export const reachPageSize = 50;

/** Somebody whom an update would reach on one channel. */
export type Reached = {
  /** A listener's id, or the address of somebody whom a rule names; with the channel it is unique. */
  recipientId: string;
  channel: Channel;
  /** As it may be shown: without what would let others post there. */
  address: string;
  /** What a stakeholder is called; null for who was never named. */
  name: string | null;
  /** Completes "They get this because …", as their message says it. */
  why: string;
  /** The rules that catch them, read aloud with their numbers; null: none does, they hear by what they asked for. */
  rules: string | null;
  /** The audience whose words they get; null: a short notice. */
  words: { audienceId: string; audience: string } | null;
  /** Audiences whose words would have reached them here too; a notice is called so. They go with this message. */
  merged: string[];
};
/** `next` is where the following page begins; null: this was the last. */
export type ReachPage = { people: Reached[]; next: string | null };

/**
 * Every person whom publishing this would reach, a page at a time: those in private audiences and those whom rules name
 * first, then the public page's subscribers. By the evaluation that decides for real; a page costs the same among a
 * million. `after` is the `next` of the page before (null: the first page). `search`: only those with such a
 * part in their name or address. Owners and liaisons.
 */
export async function readReach(
  ctx: Context,
  written: Written,
  { after = null, search = "" }: { after?: string | null; search?: string } = {},
): Promise<ReachPage> {
  authorise(ctx.actor, "speak");
  const moment = await readWrittenMoment(ctx, written);
  if (whyNobody(moment.facts)) return { people: [], next: null };
  const few = await readFew(ctx.db, moment);
  const place = placeOf(after);
  const all = evaluateRules(
    { ...moment.facts, suppressedEmails: few.suppressedEmails },
    moment.rules,
    few.listeners,
    moment.names,
  ).recipients.toSorted(byAudience(moment));
  const looked = search.trim();
  const recipients = looked ? await foundAmong(ctx.db, all, looked) : all;
  const page = place.id === null ? recipients.slice(place.skip, place.skip + reachPageSize) : [];
  const skipped = place.skip + page.length;
  if (place.id === null && skipped < recipients.length)
    return { people: await described(ctx.db, page, moment), next: `few ${skipped}` };
  const missing = reachPageSize - page.length;
  const many = await readMany(ctx.db, moment, few.keys, {
    ...{ after: place.id ?? "", limit: missing, search: looked },
  });
  return {
    people: await described(ctx.db, [...page, ...many.recipients], moment),
    next: many.last === null ? null : `many ${many.last}`,
  };
}

/** Those with such a part in their name, or in their address as it is shown. */
async function foundAmong(db: Db, recipients: Recipient[], search: string): Promise<Recipient[]> {
  const part = search.toLowerCase();
  const names = await namesOf(db, recipients);
  return recipients.filter((one) =>
    [shownAddress(one), names.get(one.recipientId) ?? ""].some((text) => text.toLowerCase().includes(part)),
  );
}

/** One whom it would reach, with what decides about them; null: it does not reach them. */
export async function readReached(
  ctx: Context,
  written: Written,
  key: Pick<Reached, "recipientId" | "channel">,
): Promise<{ reached: Reached; recipient: Recipient; moment: Moment } | null> {
  authorise(ctx.actor, "speak");
  const moment = await readWrittenMoment(ctx, written);
  if (whyNobody(moment.facts)) return null;
  const few = await readFew(ctx.db, moment);
  const facts = { ...moment.facts, suppressedEmails: few.suppressedEmails };
  const isAsked = (one: Recipient) => one.recipientId === key.recipientId && one.channel === key.channel;
  const judged = evaluateRules(facts, moment.rules, few.listeners, moment.names).recipients;
  const recipient = judged.find(isAsked) ?? (await readPlain(ctx.db, moment, few.keys, key.recipientId));
  if (!recipient || !isAsked(recipient)) return null;
  const [reached] = await described(ctx.db, [recipient], moment);
  return { reached: reached!, recipient, moment };
}

/** A plain subscriber, judged as a page of them is; null: they are met among the few, or not reached. */
async function readPlain(
  db: Db,
  { facts, rules, spoken, names }: Moment,
  met: ReadonlySet<string>,
  id: string,
): Promise<Recipient | null> {
  const publics = spoken.find(({ kind }) => kind === "public");
  if (!publics) return null;
  const rows = await selectListeners(db).where(
    and(eq(subscribers.audienceId, publics.id), eq(subscribers.id, id)),
  );
  const plain = rows.filter((row) => !met.has(wayOf(row)));
  const heard = evaluateRules({ ...facts, roleHolders: {} }, withoutPeople(rules), plain, names);
  return heard.recipients[0] ?? null;
}

function placeOf(after: string | null): { skip: number; id: string | null } {
  const [kind, value] = after?.split(" ") ?? [];
  if (kind === "few") return { skip: Number(value) || 0, id: null };
  return kind === "many" ? { skip: 0, id: value ?? "" } : { skip: 0, id: null };
}

/** Private audiences in the desk's order, then the public's words, then notices; each by address. */
function byAudience({ spoken }: Moment) {
  const placeOf = (audience: string | null) => {
    if (audience === null) return spoken.length + 1;
    return audience === "public" ? spoken.length : spoken.findIndex(({ slug }) => slug === audience);
  };
  return (a: Recipient, b: Recipient) =>
    placeOf(a.audience) - placeOf(b.audience) ||
    (a.address < b.address ? -1 : a.address > b.address ? 1 : a.recipientId < b.recipientId ? -1 : 1);
}

/** Everybody but the plain subscribers: private audiences, those whom rules name, and where all these also listen. */
export async function readFew(db: Db, { facts, rules, spoken }: Moment) {
  const slugs = spoken.filter(({ kind }) => kind === "private").map(({ slug }) => slug);
  const named = rules.flatMap(({ tell }) => [
    ...tell.people,
    ...tell.roles.flatMap((role) => facts.roleHolders[role] ?? []),
  ]);
  const publics = spoken.find(({ kind }) => kind === "public");
  const [people, known] = await readTogether(db, [
    () => readListeners(db, slugs),
    () => readNamed(db, named, publics ? ["public"] : []),
  ]);
  const asReaders = publics ? await readSame(db, publics.id, people) : [];
  const listeners = new Map([...people, ...asReaders, ...known.listeners].map((one) => [one.id, one]));
  return {
    listeners: [...listeners.values()],
    suppressedEmails: known.suppressedEmails,
    /** Channel and address of everybody here: who is met again among the many was told of here. */
    keys: new Set([...listeners.values()].map(wayOf)),
  };
}

/** An audience's listeners with the same addresses as these. */
export async function readSame(db: Db, audienceId: string, people: Listener[]): Promise<Listener[]> {
  if (people.length === 0) return [];
  const addresses = [...new Set(people.map(({ address }) => sealAddress(address)))];
  const ways = new Set(people.map(wayOf));
  const found = await selectListeners(db).where(
    and(
      eq(subscribers.audienceId, audienceId),
      sql`${subscribers.address} = any(${sql.param(addresses)}::text[])`,
    ),
  );
  return found.filter((one) => ways.has(wayOf(one)));
}

/** Plain subscribers judged at once; a page is looked for through so many at most before the next one is asked for. */
const chunkSize = 500;
const chunksMax = 40;

async function readMany(
  db: Db,
  { facts, rules, spoken, names }: Moment,
  met: ReadonlySet<string>,
  { after, limit, search }: { after: string; limit: number; search: string },
): Promise<{ recipients: Recipient[]; last: string | null }> {
  const publics = spoken.find(({ kind }) => kind === "public");
  const found: Recipient[] = [];
  let last = after;
  for (let chunk = 0; publics && chunk < chunksMax; chunk++) {
    const rows = await selectListeners(db)
      .where(
        and(
          eq(subscribers.audienceId, publics.id),
          eq(subscribers.state, "confirmed"),
          gt(subscribers.id, last),
          search
            ? or(
                addressLike(subscribers.address, search, "ilike"),
                ilike(subscribers.name, `%${escapeLike(search)}%`),
              )
            : undefined,
        ),
      )
      .orderBy(asc(subscribers.id))
      .limit(chunkSize);
    const plain = rows.filter((row) => !met.has(wayOf(row)));
    const heard = new Map(
      evaluateRules({ ...facts, roleHolders: {} }, withoutPeople(rules), plain, names).recipients.map(
        (one) => [one.recipientId, one],
      ),
    );
    for (const { id } of plain) {
      const one = heard.get(id);
      if (!one) continue;
      if (found.length === limit) return { recipients: found, last };
      found.push(one);
      last = id;
    }
    if (rows.length < chunkSize) return { recipients: found, last: null };
    last = rows.at(-1)!.id;
  }
  return { recipients: found, last: publics ? last : null };
}

/** Those whom rules name were judged with the few. */
const withoutPeople = (rules: Moment["rules"]) =>
  rules.map((rule) => ({ ...rule, tell: { ...rule.tell, people: [], roles: [] } }));

async function namesOf(db: Db, recipients: Recipient[]): Promise<Map<string, string | null>> {
  const ids = recipients.filter(({ audience }) => audience !== null).map(({ recipientId }) => recipientId);
  if (ids.length === 0) return new Map();
  const named = await db
    .select({ id: subscribers.id, name: subscribers.name })
    .from(subscribers)
    .where(inArray(subscribers.id, ids));
  return new Map(named.map(({ id, name }) => [id, name]));
}

async function described(db: Db, recipients: Recipient[], moment: Moment): Promise<Reached[]> {
  const nameOf = await namesOf(db, recipients);
  const audienceOf = (slug: string | null) => moment.spoken.find((one) => one.slug === slug) ?? null;
  return recipients.map((one) => {
    const audience = audienceOf(one.audience);
    return {
      ...{ recipientId: one.recipientId, channel: one.channel, address: shownAddress(one) },
      name: nameOf.get(one.recipientId) ?? null,
      why: reasonWords(one, audience ?? notice, moment),
      rules: ruleWords(one, moment),
      words: audience && { audienceId: audience.id, audience: audience.name },
      merged: one.merged.map(({ audience: slug }) => audienceOf(slug)?.name ?? "notice"),
    };
  });
}

const notice = { name: "you", kind: "private", external: false } as const;
