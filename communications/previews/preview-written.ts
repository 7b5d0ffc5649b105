import { z } from "zod";
import type { Frozen, Told } from "@/communications/channels/channel";
import { wayOut } from "@/communications/channels/email/way-out";
import { channelWay } from "@/communications/channels/list";
import { personalWords, sentinels } from "@/communications/deliveries/personal-words";
import { readEarlier } from "@/communications/deliveries/read-told";
import { audienceUrl, deskIncidentUrl, incidentUrl, leaveUrl, manageUrl } from "@/communications/links";
import { failedCondition } from "@/communications/rules/failed-condition";
import { givenPromise } from "@/communications/rules/given-promise";
import { shownOf } from "@/communications/rules/read-event";
import { type Reached, readReached } from "@/communications/rules/read-reach";
import type { Written } from "@/communications/rules/read-written-moment";
import { renderNotice } from "@/communications/rules/render-notice";
import type { Context } from "@/db/context";
import { DomainError } from "@/lib/domain-error";
import { env } from "@/lib/env";
import { plainText } from "@/lib/plain-text";
import { channels, type IncidentStatus } from "@/lib/vocabulary";
import { wordsFor } from "@/lib/words";
import { type Audience, readAudience } from "@/status/audiences/read-audience";
import { authorise } from "@/status/authorise";
import { nameOfIncident } from "@/status/incidents/name-of-incident";
import { type DeskIncident, readIncident } from "@/status/incidents/read-incident";
import { readPage } from "@/status/page/read-page";
import { reviewUpdate, type UpdateInHand } from "@/status/words/review-update";
import { goesAlong } from "./goes-along";

/** The update as it stands in the form: who it would reach is decided by `Written`, what they read by the rest. */
export type WrittenUpdate = Written &
  Pick<UpdateInHand, "title" | "regions" | "services" | "wordings"> & {
    status: IncidentStatus;
    nextUpdateBy: Date | null;
  };
export type WrittenMessage = Frozen & { to: Reached; headers: Record<string, string> };

const Whom = z.object({ recipientId: z.string().max(320), channel: z.enum(channels) });

/** Ids that nothing has yet. */
const notYet = "000000000000";

/**
 * The message that one person would get if the form were published now, by the hands that make the real one: same words
 * filled in, same letter, same reason and links. What is not known before stands for itself: the id of a new incident
 * and of its update. Refuses whom it does not reach (`not_reached`).
 */
export async function previewWritten(
  ctx: Context,
  written: WrittenUpdate,
  whom: z.input<typeof Whom>,
): Promise<WrittenMessage> {
  authorise(ctx.actor, "speak");
  const found = await readReached(ctx, written, Whom.parse(whom));
  if (!found) throw new DomainError("not_reached", "This would not reach them any more. Look again.");
  const { reached, recipient, moment } = found;
  const incident = written.incidentId ? await readIncident(ctx, written.incidentId) : null;
  const rules = moment.rules.filter(({ id }) =>
    recipient.caughtBy.some((by) => "ruleId" in by && by.ruleId === id),
  );
  if (!reached.words) {
    const notice = await noticeOf(ctx, written, incident, { rules, names: moment.names });
    return { ...notice, to: reached, headers: {} };
  }
  const audience = await readAudience(ctx.db, reached.words.audienceId);
  const given = moment.spoken.find(({ id }) => id === audience.id)?.given ?? false;
  const said = { at: moment.facts.at, status: written.status, nextUpdateBy: written.nextUpdateBy };
  const ran = moment.rules.filter((rule) => failedCondition(rule, moment.facts) === null);
  const promise = given ? givenPromise(audience.slug, said, ran).nextUpdateBy : undefined;
  const also = await goesAlong(ctx.db, {
    ...{ recipientId: reached.recipientId, channel: reached.channel },
    ...{ incidentId: written.incidentId, at: moment.facts.at },
  });
  const told = await toldOf(ctx, { written, incident, audience, given, promise, also });
  const frozen = await channelWay(reached.channel).compose(told);
  const { recipientId, why } = reached;
  const own = { why, manageUrl: manageUrl(recipientId), leaveUrl: leaveUrl(recipientId) };
  return {
    subject: frozen.subject,
    ...personalWords(frozen, own, channelWay(reached.channel).inText),
    to: reached,
    headers: reached.channel === "email" ? wayOut(recipientId) : {},
  };
}

type Speaking = {
  written: WrittenUpdate;
  incident: DeskIncident | null;
  audience: Audience;
  /** Whether a rule gives it the public's words. */
  given: boolean;
  /** What a rule promises with them; undefined: none does. */
  promise: Date | null | undefined;
  /** Ids of earlier updates that go with it. */
  also: string[];
};

/** The facts as `readTold` will read them once the update is there. */
async function toldOf(
  ctx: Context,
  { written, incident, audience, given, promise, also }: Speaking,
): Promise<Told> {
  const page = await readPage(ctx);
  const wording = wordingFor(written, given ? page.id : audience.id);
  const { filled, html } = await reviewed(ctx, written, wording);
  const stateOf = new Map(written.services.map(({ serviceId, state }) => [serviceId, state]));
  const shown = await shownOf(ctx.db, audience, [...stateOf.keys()]);
  const title = titleOf(written, incident);
  const isOver = written.status === "resolved";
  const own = promise === undefined ? (wording.nextUpdateBy ?? written.nextUpdateBy) : promise;
  return {
    pageName: audience.name,
    pageUrl: env().PUBLIC_URL,
    zone: { timeZone: audience.timeZone, language: audience.language },
    ...{ updateId: notYet, subjectId: incident?.id ?? notYet, kind: "incident" },
    title,
    number: incident?.nextNumber ?? 1,
    ...{ status: written.status, impact: written.impact },
    services: shown.map((service) => ({ ...service, state: stateOf.get(service.id)! })),
    ...{ html, words: filled },
    startedAt: incident?.startedAt ?? ctx.now,
    postedAt: ctx.now,
    nextUpdateBy: isOver ? null : own,
    window: null,
    url: audience.kind === "private" ? audienceUrl(audience.slug) : incidentUrl(incident?.id ?? notYet),
    also: await readEarlier(ctx.db, audience, also, incident ? { id: incident.id, title } : undefined),
    ...sentinels,
  };
}

const wordingFor = ({ wordings }: WrittenUpdate, audienceId: string) =>
  wordings.find((one) => one.audienceId === audienceId) ?? { audienceId, words: "" };

async function reviewed(ctx: Context, written: WrittenUpdate, wording: UpdateInHand["wordings"][number]) {
  const { incidentId, title, type, status, impact, regions, services, nextUpdateBy } = written;
  const facts = { incidentId, title, type, status, impact, regions, services, nextUpdateBy };
  const [one] = await reviewUpdate(ctx, { ...facts, wordings: [wording] });
  return one ?? { filled: "", html: "" };
}

/** What it is called outside its own page. */
function titleOf({ title, type }: WrittenUpdate, incident: DeskIncident | null): string {
  const named = incident ?? { type, codename: null, releasedAt: null };
  return nameOfIncident({ ...named, title });
}

async function noticeOf(
  ctx: Context,
  written: WrittenUpdate,
  incident: DeskIncident | null,
  caught: Parameters<typeof renderNotice>[2],
): Promise<Frozen> {
  const page = await readPage(ctx);
  const isSecurity = written.type === "security";
  const said = await reviewed(ctx, written, wordingFor(written, page.id));
  const id = incident?.id ?? notYet;
  return renderNotice(
    page,
    {
      title: titleOf(written, incident),
      state: `${written.severity}, ${wordsFor(page.language).statuses[written.status].toLowerCase()}`,
      url: isSecurity ? deskIncidentUrl(id) : incidentUrl(id),
      words: isSecurity || !said.html ? null : plainText(said.html),
      nextUpdateBy: written.status === "resolved" ? null : written.nextUpdateBy,
      begins: null,
    },
    caught,
  );
}
