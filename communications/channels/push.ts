import webPush from "web-push";
import { z } from "zod";
import { updateSubject } from "@/emails/update-subject";
import { whatNext } from "@/emails/what-next";
import { type Env, env } from "@/lib/env";
import { plainText } from "@/lib/plain-text";
import { wordsFor } from "@/lib/words";
import { byUrl } from "./by-url";
import type { ChannelWay, Frozen, Message, Told } from "./channel";
import { chatBatchSize, chatTriesMax, judgeChat } from "./chat-answer";
import { jsonText } from "./json-text";
import { testMessage } from "./short-message";
import { anyUrl, shownHostOf } from "./url-address";

/** Bytes of a browser's public key (an uncompressed point) and of its secret. */
const keyOf = (bytes: number) =>
  z.string().refine((key) => /^[\w-]+=*$/.test(key) && Buffer.from(key, "base64url").length === bytes);

const PushSubscription = z.object({
  endpoint: anyUrl(),
  keys: z.object({ p256dh: keyOf(65), auth: keyOf(16) }),
});

/** A browser that allowed notifications. Its address is what its push manager gave, as JSON. */
export const push: ChannelWay = {
  address: z.string().trim().max(4096).transform(readSubscription),
  shown: (address) => shownHostOf(JSON.parse(address).endpoint),
  defaultDetail: "every_update",
  batchSize: chatBatchSize,
  compose: async (told) => composeUpdate(told),
  async composeConfirm({ pageName, language, confirmUrl }) {
    const words = wordsFor(language).messages.push;
    return notice({
      kind: "confirm",
      title: words.confirm(pageName),
      body: words.press,
      url: confirmUrl,
      tag: "confirm",
      confirmed: { title: words.confirmed(pageName), body: words.confirmedHow },
    });
  },
  async composeTest(asked) {
    const { title, says } = testMessage(asked);
    return notice({ kind: "update", title, body: says, url: env().PUBLIC_URL, tag: "test" });
  },
  composeNotice: async ({ title, says, url }) => notice({ kind: "update", title, body: says, url, tag: url }),
  inText: jsonText,
  open: openPush,
};

/** The same subscription is the same text. Refuses what no browser gives. */
function readSubscription(typed: string, { addIssue }: z.RefinementCtx): string {
  const read = PushSubscription.safeParse(parseJson(typed));
  if (read.success) return JSON.stringify(read.data);
  addIssue({ code: "custom", message: "This browser gave no address that we could write to." });
  return z.NEVER;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Push services carry some 4,000 bytes; a notification shows a few lines. */
const bodyMax = 240;

function composeUpdate(told: Told): Frozen {
  const words = wordsFor(told.zone.language);
  const said = plainText(told.html).replace(/\s+/g, " ");
  const earlier = told.also.length ? [words.messages.earlierMore(told.also.length)] : [];
  return notice({
    kind: "update",
    title: cutAt(updateSubject(told, words, told.zone), 120),
    body: [cutAt(said, bodyMax), whatNext(told, words, told.zone), ...earlier].join("\n"),
    url: told.url,
    // The newest of one incident takes the place of what is still shown of it.
    tag: told.subjectId,
    manage: { url: told.manageUrl, title: words.messages.change },
  });
}

/** What public/push-worker reads (components/subscriber/push-worker.mjs). */
type Notice = {
  kind: "update" | "confirm";
  title: string;
  body: string;
  url: string;
  tag: string;
  manage?: { url: string; title: string };
  confirmed?: { title: string; body: string };
};

const notice = (said: Notice): Frozen => ({ subject: said.title, html: null, text: JSON.stringify(said) });
const cutAt = (text: string, max: number) =>
  text.length > max ? `${text.slice(0, max - 1).trimEnd()}…` : text;

/** An update that a browser could not be told within a day is on the page anyway. */
const lifeSeconds = 24 * 60 * 60;

type Settings = Pick<
  Env,
  "VAPID_PUBLIC_KEY" | "VAPID_PRIVATE_KEY" | "PUBLIC_URL" | "MAIL_FROM" | "OUTBOUND_ALLOW"
> & { timeoutMilliseconds?: number };

function openPush(settings: Settings) {
  const { VAPID_PUBLIC_KEY: publicKey, VAPID_PRIVATE_KEY: privateKey } = settings;
  if (!publicKey || !privateKey) return null;
  const vapidDetails = { subject: contactOf(settings), publicKey, privateKey };
  const callOf = ({ to, text }: Message) => {
    const options = { vapidDetails, TTL: lifeSeconds, urgency: "high" as const };
    const { endpoint, headers, body } = webPush.generateRequestDetails(JSON.parse(to), text, options);
    const strings = Object.entries(headers).map(([name, value]) => [name, String(value)]);
    return { url: endpoint, headers: Object.fromEntries(strings), body };
  };
  return byUrl(
    {
      name: "push",
      remembersKeys: false,
      messagesPerCall: 1,
      triesMax: chatTriesMax,
      callOf,
      judge: (answer) => judgeChat(answer),
    },
    settings,
  );
}

/** Whom a push service may ask about us (RFC 8292): it wants a secure page or a mail address. */
function contactOf({ PUBLIC_URL, MAIL_FROM }: Settings): string {
  if (PUBLIC_URL.startsWith("https://")) return PUBLIC_URL;
  return `mailto:${/<([^<>]+)>/.exec(MAIL_FROM)?.[1] ?? MAIL_FROM}`;
}
