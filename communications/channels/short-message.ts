import { marks } from "@/emails/marks";
import { updateSubject, worstState } from "@/emails/update-subject";
import { whatNext } from "@/emails/what-next";
import { type Paragraph, richText } from "@/lib/rich-text";
import type { ServiceState, UpdateStatus } from "@/lib/vocabulary";
import { type Words, wordsFor } from "@/lib/words";
import { formatTime } from "@/lib/zoned-time";
import type { Asked, Told } from "./channel";

/** Earlier updates whose words a short message brings; of the others it says how many. */
const earlierMax = 5;

/** What a chat message says, before it is written in a chat's own formatting. */
export type ShortMessage = {
  /** "Checkout: partial outage, identified", with the state's shape before it. */
  headline: string;
  state: ServiceState;
  /** "Card payments fail · Update 2 · 12:10 UTC" */
  about: string;
  words: Paragraph[];
  next: string;
  earlier: { heading: string; updates: { about: string; words: Paragraph[] }[]; more: string | null } | null;
  timeline: string;
  more: string;
  why: string;
  change: string;
};

/** The facts of an update as words, in the order they are read: what is wrong, in which words, what next and when. */
export function shortMessage(told: Told): ShortMessage {
  const { zone, services, window, why } = told;
  const words = wordsFor(zone.language);
  const messages = words.messages;
  const state = worstState(services) ?? (window ? "under_maintenance" : "operational");
  const shape = services.length > 0 || window ? `${marks[state].shape} ` : "";
  return {
    headline: shape + updateSubject(told, words, zone),
    state,
    about: [told.title, words.letters.number(told.number), formatTime(told.postedAt, "zoned", zone)].join(
      " · ",
    ),
    words: richText(told.html),
    next: whatNext(told, words, zone),
    earlier: earlierOf(told, words),
    timeline: messages.timeline,
    more: messages.more,
    why: messages.why(why),
    change: messages.change,
  };
}

/** Newest first, as on the page. */
function earlierOf({ also, title, zone }: Told, words: Words): ShortMessage["earlier"] {
  if (also.length === 0) return null;
  const shown = also.toReversed().slice(0, earlierMax);
  const statusOf = (status: UpdateStatus) => words.statuses[status];
  return {
    heading: words.messages.earlier(also.length),
    updates: shown.map((update) => ({
      about: [
        ...(update.title === title ? [] : [update.title]),
        words.letters.number(update.number),
        formatTime(update.postedAt, "dayZoned", zone),
        statusOf(update.status),
      ].join(" · "),
      words: richText(update.html),
    })),
    more: also.length > earlierMax ? words.messages.earlierMore(also.length - earlierMax) : null,
  };
}

/** What asks whoever reads a chat whether we may post there. */
export function confirmMessage({ pageName, language, wish, confirmUrl, hours }: Asked) {
  const { title, asked, act, lasts } = wordsFor(language).messages.confirm;
  return { title: title(pageName), says: asked(pageName, wish), act, url: confirmUrl, lasts: lasts(hours) };
}

/** What a message says that somebody asked for to see whether any arrives. */
export function testMessage({ pageName, language }: Pick<Asked, "pageName" | "language">) {
  const { title, says } = wordsFor(language).messages.test;
  return { title: title(pageName), says };
}
