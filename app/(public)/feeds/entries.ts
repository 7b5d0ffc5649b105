import { wordsFor } from "@/lib/words";
import { formatTime } from "@/lib/zoned-time";
import type { PublicPage, PublicUpdate } from "@/status/public/types";

/** An update with what it belongs to: the feeds tell updates, one by one. */
export type ToldUpdate = {
  update: PublicUpdate;
  about: { kind: "incident" | "maintenance"; id: string; title: string };
};

/** One entry of any feed. Its id never changes, so a reader shows each update once, also after a correction. */
export type Entry = {
  id: string;
  url: string;
  title: string;
  html: string;
  publishedAt: Date;
  updatedAt: Date;
};

/** What all three feeds are written from. */
export type FeedFacts = { page: PublicPage; publicUrl: string; entries: Entry[] };

/** The entries of the feeds, in the order of the updates given. */
export function feedFacts(page: PublicPage, publicUrl: string, updates: ToldUpdate[]): FeedFacts {
  const words = wordsFor(page.language);
  const entries = updates.map(({ update, about }): Entry => {
    const promise = update.nextUpdateBy
      ? `<p>${words.feeds.nextBy(formatTime(update.nextUpdateBy, "dayZoned", page))}</p>`
      : "";
    return {
      id: tag(page, publicUrl, `update/${update.id}`),
      url: `${publicUrl}/${about.kind}s/${about.id}#update-${update.id}`,
      title: clean(`${words.statuses[update.status]}: ${about.title}`),
      html: clean(absolute(update.html, publicUrl) + promise),
      publishedAt: update.postedAt,
      updatedAt: update.correctedAt ?? update.postedAt,
    };
  });
  return { page, publicUrl, entries };
}

/** A name that stays the same for ever (RFC 4151): our host on the day the page began, and the thing's own id. */
export function tag({ createdAt }: PublicPage, publicUrl: string, thing: string): string {
  return `tag:${new URL(publicUrl).hostname},${createdAt.toISOString().slice(0, 10)}:${thing}`;
}

/** Without what XML 1.0 cannot hold, escaped or not: most control characters, lone surrogates, U+FFFE and U+FFFF. */
export function clean(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is taken out
  return text.toWellFormed().replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufffe\uffff]/g, "");
}

const absolute = (html: string, publicUrl: string) =>
  html.replace(/(href|src)="\/(?!\/)/g, `$1="${publicUrl}/`);
