import { Feed } from "feed";
import { wordsFor } from "@/lib/words";
import { clean, type FeedFacts, tag } from "./entries";

/** The updates as Atom 1.0. The same facts give the same bytes. */
export function atom(facts: FeedFacts): string {
  return toFeed(facts).atom1();
}

/** The updates as RSS 2.0. */
export function rss(facts: FeedFacts): string {
  return toFeed(facts).rss2();
}

function toFeed({ page, publicUrl, entries }: FeedFacts): Feed {
  const words = wordsFor(page.language);
  const name = clean(page.name);
  const feed = new Feed({
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
  for (const { id, url, title, html, publishedAt, updatedAt } of entries)
    feed.addItem({
      id,
      link: url,
      title,
      content: html,
      description: html,
      published: publishedAt,
      date: updatedAt,
    });
  return feed;
}
