import type { Answer } from "@/lib/outbound-post";
import { blanksAround, fitted, type Paragraph, type Run } from "@/lib/rich-text";
import { byUrl } from "./by-url";
import type { ChannelWay, Frozen, Notice, Told } from "./channel";
import { chatBatchSize, chatTriesMax, judgeChat } from "./chat-answer";
import { jsonText } from "./json-text";
import { confirmMessage, shortMessage, testMessage } from "./short-message";
import { chatUrl, shownUrl } from "./url-address";

const hosts = ["hooks.slack.com", "hooks.slack-gov.com"];

/** A Slack channel, by an incoming webhook: blocks, in Slack's own formatting. Also for chats that speak the same. */
export const slack: ChannelWay = {
  address: chatUrl(
    ({ hostname, pathname, port }) =>
      hosts.includes(hostname) && port === "" && /^\/services\/\w+\/\w+\/\w+$/.test(pathname),
    `${hosts[0]}/services/T…/B…/…`,
  ),
  shown: (address) => shownUrl(address, 3),
  defaultDetail: "every_update",
  batchSize: chatBatchSize,
  compose: async (told) => composeUpdate(told),
  composeConfirm: async (asked) => composeNotice(confirmMessage(asked)),
  composeNotice: async (notice) => composeNotice(notice),
  async composeTest(asked) {
    const { title, says } = testMessage(asked);
    return post(title, [header(title), section(safe(says))]);
  },
  inText: jsonText,
  open: (env) =>
    byUrl(
      {
        name: "slack",
        remembersKeys: false,
        messagesPerCall: 1,
        triesMax: chatTriesMax,
        callOf: ({ to, text }) => ({ url: to, body: text, headers: { "content-type": "application/json" } }),
        judge: (answer) => judgeChat(answer, isGone),
      },
      env,
    ),
};

/** Slack's words for a webhook that leads nowhere any more (its page "Sending messages using incoming webhooks"). */
const goneWords =
  /^(no_service|no_service_id|no_team|no_active_hooks|invalid_token|team_disabled|channel_not_found|channel_is_archived|user_not_found)\b/;
const isGone = ({ text }: Answer) => goneWords.test(text.trim());

/** Slack takes at most 150 characters in a header and 3,000 in a section. */
const headerMax = 150;
const wordsMax = 2900;
const earlierWordsMax = 600;

function composeUpdate(told: Told): Frozen {
  const said = shortMessage(told);
  const words = fitted(said.words, write, wordsMax);
  const earlier = said.earlier;
  return post(said.headline, [
    header(said.headline),
    context([plain(said.about)]),
    ...(words.text ? [section(words.text)] : []),
    ...(words.cut ? [section(link(told.url, said.more))] : []),
    section(`*${safe(said.next)}*\n${link(told.url, said.timeline)}`),
    ...(earlier
      ? [
          { type: "divider" },
          section(`*${safe(earlier.heading)}*`),
          ...earlier.updates.map(({ about, words }) =>
            section(`_${safe(about)}_\n${fitted(words, write, earlierWordsMax).text}`),
          ),
          ...(earlier.more ? [context([plain(earlier.more)])] : []),
        ]
      : []),
    context([plain(said.why), mrkdwn(link(told.manageUrl, said.change))]),
  ]);
}

const composeNotice = ({ title, says, act, url, lasts }: Notice) =>
  post(title, [header(title), section(safe(says)), section(`*${link(url, act)}*`), context([plain(lasts)])]);

/** `text` is what notifications show. Slack reads entities and mentions in it, so it is escaped. */
function post(subject: string, blocks: object[]): Frozen {
  const text = JSON.stringify({ text: safe(subject), unfurl_links: false, unfurl_media: false, blocks });
  return { subject, html: null, text };
}

const header = (text: string) => ({ type: "header", text: plain(cutAt(text, headerMax)) });
const section = (text: string) => ({ type: "section", text: mrkdwn(text) });
const context = (elements: object[]) => ({ type: "context", elements });
const plain = (text: string) => ({ type: "plain_text", text, emoji: false });
/** `verbatim`: nothing becomes a link or a mention by looking like one. */
const mrkdwn = (text: string) => ({ type: "mrkdwn", text, verbatim: true });
const cutAt = (text: string, max: number) => (text.length > max ? `${text.slice(0, max - 1)}…` : text);

/** The three characters that Slack reads as its own. */
const safe = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
const link = (url: string, text: string) =>
  `<${safe(url).replaceAll("|", "%7C")}|${safe(text).replaceAll("|", "¦")}>`;

const write = (paragraphs: Paragraph[]) =>
  paragraphs
    .map(writeParagraph)
    .join("\n\n")
    .replace(/\n\n(?=• |\d+\. )/g, "\n");

function writeParagraph({ kind, mark, runs }: Paragraph): string {
  if (kind === "code") return `\`\`\`${safe(runs.map(({ text }) => text).join(""))}\`\`\``;
  const text = runs.map(writeRun).join("");
  if (kind === "quote") return text.replace(/^/gm, "> ");
  return mark ? `${mark} ${text}` : text;
}

function writeRun({ text, bold, italic, strike, code, href }: Run): string {
  if (href) return link(href, text);
  // Marks count only when they touch the word, so blanks stay outside of them.
  const { before, inner, after } = blanksAround(text);
  if (!inner) return text;
  const marks = `${bold ? "*" : ""}${italic ? "_" : ""}${strike ? "~" : ""}${code ? "`" : ""}`;
  return `${before}${marks}${safe(inner)}${[...marks].toReversed().join("")}${after}`;
}
