import { marks } from "@/emails/marks";
import type { Answer } from "@/lib/outbound-post";
import { blanksAround, fitted, type Paragraph, type Run } from "@/lib/rich-text";
import { byUrl, inShort, waitOf } from "./by-url";
import type { ChannelWay, Frozen, Notice, Outcome, Told } from "./channel";
import { chatBatchSize, chatTriesMax, judgeChat } from "./chat-answer";
import { jsonText } from "./json-text";
import { confirmMessage, shortMessage, testMessage } from "./short-message";
import { chatUrl, shownUrl } from "./url-address";

const hosts = ["discord.com", "ptb.discord.com", "canary.discord.com", "discordapp.com"];
const path = /^\/api\/(v\d+\/)?webhooks\/\d+\/[\w-]+$/;

/** A Discord channel, by its webhook: one embed, which mentions nobody. */
export const discord: ChannelWay = {
  address: chatUrl(
    ({ hostname, pathname, port }) => hosts.includes(hostname) && port === "" && path.test(pathname),
    `${hosts[0]}/api/webhooks/…/…`,
  ),
  shown: (address) => shownUrl(address, 3),
  defaultDetail: "every_update",
  batchSize: chatBatchSize,
  compose: async (told) => composeUpdate(told),
  composeConfirm: async (asked) => composeNotice(confirmMessage(asked)),
  composeNotice: async (notice) => composeNotice(notice),
  async composeTest(asked) {
    const { title, says } = testMessage(asked);
    return post(title, { title: cutAt(title, titleMax), description: safe(says) });
  },
  inText: jsonText,
  open: (env) =>
    byUrl(
      {
        name: "discord",
        remembersKeys: false,
        messagesPerCall: 1,
        triesMax: chatTriesMax,
        callOf: ({ to, text }) => ({
          url: waiting(to),
          body: text,
          headers: { "content-type": "application/json" },
        }),
        judge,
      },
      env,
    ),
};

/** With `wait` Discord answers once the message is there, and names it. */
function waiting(address: string): string {
  const url = new URL(address);
  url.searchParams.set("wait", "true");
  return url.href;
}

/** Discord's codes for a webhook or channel that is not there, or whose token was replaced. */
const goneCodes = [10003, 10015, 50027];

function judge(answer: Answer): Outcome {
  const said = readAnswer(answer.text);
  if (answer.status === 429)
    return waitOf(inShort(answer), said.retry_after ?? answer.headers["retry-after"]);
  const outcome = judgeChat(answer, () => goneCodes.includes(said.code ?? 0));
  return outcome.kind === "accepted" ? { ...outcome, providerId: said.id ?? null } : outcome;
}

type Said = { id?: string; code?: number; retry_after?: number };
function readAnswer(text: string): Said {
  try {
    return (JSON.parse(text) ?? {}) as Said;
  } catch {
    return {};
  }
}

/** Discord takes 256 characters in a title, 4,096 in a description, 2,048 in a footer and 6,000 in all. */
const titleMax = 256;
const descriptionMax = 4096;
const aboutMax = 300;
const wordsMax = 1900;
const earlierWordsMax = 240;

function composeNotice({ title, says, act, url, lasts }: Notice): Frozen {
  const description = `${safe(says)}\n\n**${link(url, act)}**`;
  return post(title, { title: cutAt(title, titleMax), description, footer: { text: lasts } });
}

function composeUpdate(told: Told): Frozen {
  const said = shortMessage(told);
  const words = fitted(said.words, write, wordsMax);
  const earlier = said.earlier;
  const parts = [
    safe(cutAt(said.about, aboutMax)),
    words.text,
    ...(words.cut ? [link(told.url, said.more)] : []),
    `**${safe(said.next)}**\n${link(told.url, said.timeline)} · ${link(told.manageUrl, said.change)}`,
    ...(earlier
      ? [
          `**${safe(earlier.heading)}**`,
          ...earlier.updates.map(
            ({ about, words }) =>
              `*${safe(cutAt(about, aboutMax / 2))}*\n${fitted(words, write, earlierWordsMax).text}`,
          ),
          ...(earlier.more ? [safe(earlier.more)] : []),
        ]
      : []),
  ];
  return post(said.headline, {
    title: cutAt(said.headline, titleMax),
    url: told.url,
    description: cutAt(parts.filter(Boolean).join("\n\n"), descriptionMax),
    color: Number.parseInt(marks[said.state].colour.slice(1), 16),
    footer: { text: said.why },
    timestamp: told.postedAt.toISOString(),
  });
}

function post(subject: string, embed: object): Frozen {
  const text = JSON.stringify({ embeds: [embed], allowed_mentions: { parse: [] } });
  return { subject, html: null, text };
}

const cutAt = (text: string, max: number) => (text.length > max ? `${text.slice(0, max - 1)}…` : text);

/** Every mark that Discord reads as its own, mentions and timestamps (`<@…>`, `<t:…>`) among them. */
const safe = (text: string) => text.replace(/[\\*_~`|<>#[\]()@:-]/g, "\\$&");
/** What would end an address early is percent-encoded. */
const link = (url: string, text: string) => {
  const target = url.replace(
    /[<>()\s]/g,
    (character) => `%${character.charCodeAt(0).toString(16).padStart(2, "0")}`,
  );
  // Discord takes no words that look like an address for a link's.
  return text === url ? `<${target}>` : `[${safe(text)}](${target})`;
};

const write = (paragraphs: Paragraph[]) =>
  paragraphs
    .map(writeParagraph)
    .join("\n\n")
    .replace(/\n\n(?=- |\d+\. )/g, "\n");

function writeParagraph({ kind, mark, runs }: Paragraph): string {
  const raw = runs.map(({ text }) => text).join("");
  if (kind === "code") return `\`\`\`\n${raw.replaceAll("```", "'''")}\n\`\`\``;
  const text = runs.map(writeRun).join("");
  if (kind === "quote") return text.replace(/^/gm, "> ");
  return mark ? `${mark === "•" ? "-" : mark} ${text}` : text;
}

function writeRun({ text, bold, italic, strike, code, href }: Run): string {
  if (href) return link(href, text);
  const { before, inner, after } = blanksAround(text);
  if (!inner) return text;
  if (code) return `${before}\`${inner.replaceAll("`", "'")}\`${after}`;
  const look = [bold && "**", italic && "*", strike && "~~"].filter(
    (mark) => mark !== false && mark !== undefined,
  );
  return `${before}${look.join("")}${safe(inner)}${look.toReversed().join("")}${after}`;
}
