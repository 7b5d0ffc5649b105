import { Feed } from "feed";
import { wordsFor } from "@/lib/words";
import { clean, type Entry, type FeedFacts, tag } from "./entries";

/** The updates as Atom 1.0. The same facts give the same bytes. */
export function atom(facts: FeedFacts): string {
  const feed = emptyFeed(facts);
  // The library declares Atom titles as HTML; ours are words.
  for (const entry of facts.entries)
    feed.addItem({ ...item(entry), title: escapeHtml(entry.title), content: entry.html });
  return feed.atom1();
}

/** The updates as RSS 2.0. */
export function rss(facts: FeedFacts): string {
  const feed = emptyFeed(facts);
  for (const entry of facts.entries) feed.addItem({ ...item(entry), description: entry.html });
  return feed.rss2();
}

function emptyFeed({ page, publicUrl }: FeedFacts): Feed {
  const words = wordsFor(page.language);
  const name = clean(page.name);
  return new Feed({
    id: tag(page, publicUrl, "history"),
    title: words.feeds.title(name),
    description: words.feeds.description,
    link: publicUrl,
    language: page.language,
    updated: page.modifiedAt,
    favicon: `${publicUrl}/favicon.svg`,
    copyright: name,
    generator: "Drawbridge",
    author: { name },
    feedLinks: { atom: `${publicUrl}/history.atom`, rss: `${publicUrl}/history.rss` },
  });
}

function item({ id, url, title, publishedAt, updatedAt }: Entry) {
  return { id, link: url, title, published: publishedAt, date: updatedAt };
}

const escapeHtml = (text: string) =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
