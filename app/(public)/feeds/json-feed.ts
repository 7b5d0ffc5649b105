import { wordsFor } from "@/lib/words";
import { clean, type FeedFacts } from "./entries";

/** The updates as JSON Feed 1.1 (jsonfeed.org); the library writes only 1.0. */
export function jsonFeed({ page, publicUrl, entries }: FeedFacts): object {
  const words = wordsFor(page.language);
  return {
    version: "https://jsonfeed.org/version/1.1",
    title: words.feeds.title(clean(page.name)),
    home_page_url: publicUrl,
    feed_url: `${publicUrl}/feed.json`,
    description: words.feeds.description,
    favicon: `${publicUrl}/favicon.svg`,
    language: page.language,
    authors: [{ name: clean(page.name), url: publicUrl }],
    items: entries.map(({ id, url, title, html, publishedAt, updatedAt }) => ({
      id,
      url,
      title,
      content_html: html,
      date_published: publishedAt.toISOString(),
      date_modified: updatedAt.toISOString(),
    })),
  };
}
