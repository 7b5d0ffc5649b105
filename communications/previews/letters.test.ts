import { type ConfigData, HtmlValidate, StaticConfigLoader } from "html-validate";
import { describe, expect, test } from "vitest";
import { channelWay } from "@/communications/channels/list";
import { renderMarkdown } from "@/lib/markdown";
import { channels } from "@/lib/vocabulary";
import type { Page } from "@/status/page/read-page";
import { previewMessage, type Shown, shownOn } from "./preview-message";
import { toldIn } from "./situations";

process.env.PUBLIC_URL = "https://status.larkfield.example";
process.env.SECRET ??= "a secret for tests only";

const page = { id: "aaaaaaaaaaaa", name: "Larkfield", timeZone: "UTC", language: "en" } as Page;
const letter = async (shown: Shown) => {
  const message = await previewMessage(page, "email", shown);
  return { ...message!, html: message!.html! };
};

/** What a mail program needs is not what a browser wants: tables that lay out, styles and old attributes beside them. */
const rules: ConfigData = {
  extends: ["html-validate:recommended"],
  rules: {
    "no-inline-style": "off",
    "no-deprecated-attr": "off",
    "attribute-boolean-style": "off",
    "doctype-html": "off",
    "doctype-style": "off",
    "attr-case": "off",
    "no-conditional-comment": "off",
    "void-style": "off",
    "no-trailing-whitespace": "off",
    "long-title": "off",
  },
};
const checker = new HtmlValidate(new StaticConfigLoader(rules));

/** Gmail shows the first 102 KB of a letter and cuts the rest off, the way out of it too. */
const letterBytesMax = 100_000;

describe.each(shownOn("email"))("the letter “%s”", (shown) => {
  test("is whole and valid HTML", async () => {
    const report = await checker.validateString((await letter(shown)).html);
    const found = report.results.flatMap(({ messages }) => messages);
    expect(
      found.map(({ ruleId, message, line, column }) => `${ruleId}: ${message} (${line}:${column})`),
    ).toEqual([]);
  });

  test("says the same in both twins", async () => {
    const { html, text } = await letter(shown);
    expect(wordsOfText(text)).toEqual(wordsOfHtml(html));
    expect(linksIn(text)).toEqual(linksIn(html));
  });

  test("stays below what Gmail shows whole", async () => {
    expect(Buffer.byteLength((await letter(shown)).html)).toBeLessThan(letterBytesMax);
  });

  test("leads nowhere but to the page that is configured, and loads nothing", async () => {
    const { html, text } = await letter(shown);
    for (const link of [...linksIn(html), ...linksIn(text)]) {
      expect(link).toMatch(/^https:\/\/status\.larkfield\.example\//);
    }
    expect(html).not.toMatch(/<(img|link|script|iframe|object|form)\b|url\(|@import/i);
  });
});

test("the most that can be said at once, in the dearest characters, still has its way out below the cut", async () => {
  const dear = "&".repeat(10_000);
  const told = toldIn("merged_many", page);
  const also = told.also.map((one) => ({ ...one, html: `<p>${"&amp;".repeat(10_000)}</p>`, words: dear }));
  const { html, text } = await channelWay("email").compose({
    ...told,
    html: renderMarkdown(dear),
    words: dear,
    also,
  });
  expect(Buffer.byteLength(html!)).toBeLessThan(letterBytesMax);
  for (const twin of [html, text]) {
    expect(twin).toContain("And 12 more");
    expect(twin).toContain(told.leaveUrl);
  }
});

test.each(channels)(
  "whatever is said by %s names no other domain, and leaves no place of the recipient's open",
  async (channel) => {
    for (const shown of shownOn(channel)) {
      const message = await previewMessage(page, channel, shown);
      const said = `${message?.subject}${message?.html ?? ""}${message?.text}`;
      // The standard's name in the document type is no place.
      const domains = said.replaceAll("http://www.w3.org/", "").match(/https?:\/\/[^/"\\\s<>)|]+/g) ?? [];
      expect([...new Set(domains)].filter((domain) => domain !== "https://status.larkfield.example")).toEqual(
        [],
      );
      expect(said).not.toMatch(/[\uE000\uE001]/);
    }
  },
);

test("a channel shows only what it has", async () => {
  expect(await previewMessage(page, "sms", "sign_in")).toBeNull();
  expect(await previewMessage(page, "sms", "test")).toBeNull();
});

const linksIn = (twin: string) =>
  new Set((twin.match(/https?:\/\/[^\s"<>)]+/g) ?? []).filter((link) => !link.includes("www.w3.org")));

/** What is read, without what only the inbox's preview shows and without addresses. */
function wordsOfHtml(html: string): string[] {
  const read = html
    .replace(/<head>[\s\S]*<\/head>/, "")
    .replace(/<div[^>]*data-skip-in-text="true"[\s\S]*?<\/div>\s*<\/div>/, "")
    .replace(/<[^>]+>/g, " ");
  return wordsOfText(decoded(read));
}

const wordsOfText = (text: string) =>
  text
    .replace(/https?:\/\/\S+/g, " ")
    .match(/[\p{L}\p{N}]+/gu)!
    .map((word) => word.toLowerCase());

const decoded = (text: string) =>
  text
    .replace(/&#x([0-9a-f]+);/gi, (_, code) => String.fromCodePoint(Number.parseInt(code, 16)))
    .replace(/&#(\d+);/g, (_, code) => String.fromCodePoint(Number(code)))
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&nbsp;", " ")
    .replaceAll("&amp;", "&");
