import type { Answer } from "@/lib/outbound-post";
import { fitted, type Paragraph, type Run } from "@/lib/rich-text";
import { byUrl, inShort, waitOf } from "./by-url";
import type { ChannelWay, Frozen, Notice, Outcome, Told } from "./channel";
import { chatBatchSize, chatTriesMax, judgeChat } from "./chat-answer";
import { jsonText } from "./json-text";
import { confirmMessage, shortMessage, testMessage } from "./short-message";
import { chatUrl, shownUrl } from "./url-address";

/** Connectors of old, and the Workflows that replace them. */
const hosts = /\.(webhook\.office\.com|logic\.azure\.com|powerplatform\.com)$/;

/**
 * A Microsoft Teams channel, by an incoming webhook or a workflow: one Adaptive Card. Text stands in runs, which
 * Teams shows as they are: nothing of it can become markup.
 */
export const teams: ChannelWay = {
  address: chatUrl(
    ({ hostname, pathname, protocol, port }) =>
      protocol === "https:" && port === "" && hosts.test(hostname) && pathname.length > 1,
    "….logic.azure.com/workflows/…",
  ),
  shown: (address) => shownUrl(address, 1),
  defaultDetail: "every_update",
  batchSize: chatBatchSize,
  compose: async (told) => composeUpdate(told),
  composeConfirm: async (asked) => composeNotice(confirmMessage(asked)),
  composeNotice: async (notice) => composeNotice(notice),
  async composeTest(asked) {
    const { title, says } = testMessage(asked);
    return post(title, [heading(title), line([{ text: says }])], []);
  },
  inText: jsonText,
  open: (env) =>
    byUrl(
      {
        name: "teams",
        remembersKeys: false,
        messagesPerCall: 1,
        triesMax: chatTriesMax,
        callOf: ({ to, text }) => ({ url: to, body: text, headers: { "content-type": "application/json" } }),
        judge,
      },
      env,
    ),
};

/** Connectors say with a yes that they could not: the status of what stands behind them is in the words. */
function judge(answer: Answer): Outcome {
  const behind = /endpoint returned HTTP error (\d+)/.exec(answer.text)?.[1];
  if (answer.status !== 200 || !behind) return judgeChat(answer);
  if (behind === "429") return waitOf(inShort(answer), answer.headers["retry-after"]);
  return judgeChat({ ...answer, status: Number(behind) });
}

/** Characters as JSON. Teams takes cards of 28 KB; these leave room for what surrounds them, in any script. */
const wordsMax = 4500;
const earlierWordsMax = 700;

const composeNotice = ({ title, says, act, url, lasts }: Notice) =>
  post(title, [heading(title), line([{ text: says }]), small(lasts)], [open(act, url)]);

function composeUpdate(told: Told): Frozen {
  const said = shortMessage(told);
  const words = fittedBlocks(said.words, wordsMax);
  const earlier = said.earlier;
  return post(
    said.headline,
    [
      heading(said.headline),
      small(said.about),
      ...words.blocks,
      ...(words.cut ? [line([{ text: said.more, href: told.url }])] : []),
      line([{ text: said.next, bold: true }]),
      ...(earlier
        ? [
            line([{ text: earlier.heading, bold: true }], { separator: true }),
            ...earlier.updates.flatMap(({ about, words }) => [
              small(about),
              ...fittedBlocks(words, earlierWordsMax).blocks,
            ]),
            ...(earlier.more ? [small(earlier.more)] : []),
          ]
        : []),
      small(said.why),
    ],
    [open(said.timeline, told.url), open(said.change, told.manageUrl)],
  );
}

function fittedBlocks(paragraphs: Paragraph[], charactersMax: number): { blocks: object[]; cut: boolean } {
  const write = (some: Paragraph[]) => JSON.stringify(some.flatMap(lines));
  const { text, cut } = fitted(paragraphs, write, charactersMax);
  return { blocks: JSON.parse(text), cut };
}

function post(subject: string, body: object[], actions: object[]): Frozen {
  const content = { type: "AdaptiveCard", version: "1.4", body, actions, msteams: { width: "Full" } };
  const attachments = [{ contentType: "application/vnd.microsoft.card.adaptive", contentUrl: null, content }];
  return { subject, html: null, text: JSON.stringify({ type: "message", summary: subject, attachments }) };
}

const open = (title: string, url: string) => ({ type: "Action.OpenUrl", title, url });
const line = (runs: Run[], more: object = {}) => ({
  type: "RichTextBlock",
  inlines: runs.map(inline),
  ...more,
});
const heading = (text: string) => ({
  type: "RichTextBlock",
  inlines: [{ type: "TextRun", text, size: "Large", weight: "Bolder" }],
});
const small = (text: string) => ({
  type: "RichTextBlock",
  inlines: [{ type: "TextRun", text, size: "Small", isSubtle: true }],
});

const inline = ({ text, bold, italic, strike, code, href }: Run) => ({
  type: "TextRun",
  text,
  ...(bold && { weight: "Bolder" }),
  ...(italic && { italic }),
  ...(strike && { strikethrough: strike }),
  ...(code && { fontType: "Monospace" }),
  ...(href && { selectAction: { type: "Action.OpenUrl", url: href } }),
});

/** A paragraph as one block for each of its lines: inside a block Teams knows no line's end. */
function lines({ kind, mark, runs }: Paragraph): object[] {
  const rows: Run[][] = [[]];
  for (const run of runs) {
    for (const [index, text] of run.text.split("\n").entries()) {
      if (index > 0) rows.push([]);
      if (text) rows.at(-1)!.push({ ...run, text, ...(kind === "code" && { code: true }) });
    }
  }
  if (mark) rows[0]!.unshift({ text: `${mark} ` });
  if (kind === "quote") for (const row of rows) row.unshift({ text: "“ " });
  const filled = rows.filter((row) => row.length > 0);
  return filled.map((row, index) => line(row, index > 0 || mark ? { spacing: "None" } : {}));
}
