import { createElement } from "react";
import type { Frozen } from "@/communications/channels/channel";
import { wayOut } from "@/communications/channels/email/way-out";
import { channelWay } from "@/communications/channels/list";
import { personalWords } from "@/communications/deliveries/personal-words";
import { confirmUrl, leaveUrl, manageUrl } from "@/communications/links";
import ChannelFailing from "@/emails/channel-failing";
import { renderLetter } from "@/emails/render-letter";
import SignIn from "@/emails/sign-in";
import type { Channel } from "@/lib/vocabulary";
import { wordsFor } from "@/lib/words";
import type { Page } from "@/status/page/read-page";
import { type Situation, situations, toldIn } from "./situations";

/** Messages to one person that speak of no update. */
const personal = ["confirm", "test", "sign_in", "channel_failing"] as const;
export type Shown = Situation | (typeof personal)[number];

export type Preview = Frozen & { headers: Record<string, string> };

/** A recipient that nobody is. */
const nobody = "000000000000";

/** What can be looked at on a channel. */
export function shownOn(channel: Channel): Shown[] {
  const { composeTest } = channelWay(channel);
  const letters = channel === "email" ? (["sign_in", "channel_failing"] as const) : [];
  return [...situations, "confirm", ...(composeTest ? (["test"] as const) : []), ...letters];
}

/** A message as this channel would carry it, by the hand that makes the real ones; null when the channel has no such. */
export async function previewMessage(page: Page, channel: Channel, shown: Shown): Promise<Preview | null> {
  if (!shownOn(channel).includes(shown)) return null;
  const frozen = await compose(page, channel, shown);
  const own = {
    why: "you chose Checkout",
    manageUrl: manageUrl(nobody),
    leaveUrl: leaveUrl(nobody),
  };
  const { subject } = frozen;
  return {
    subject,
    ...personalWords(frozen, own, channelWay(channel).inText),
    headers: headersOf(channel, shown),
  };
}

function compose(page: Page, channel: Channel, shown: Shown): Promise<Frozen> {
  const { name: pageName, language } = page;
  const way = channelWay(channel);
  switch (shown) {
    case "confirm": {
      const wish = "all services, every update";
      return way.composeConfirm({ pageName, language, wish, confirmUrl: confirmUrl("example"), hours: 48 });
    }
    case "test":
      return way.composeTest!({ pageName, language });
    case "sign_in":
      return signIn(page);
    case "channel_failing":
      return channelFailing(page);
    default:
      return way.compose(toldIn(shown, page));
  }
}

async function signIn({ name: pageName, language }: Page): Promise<Frozen> {
  const link = confirmUrl("example");
  const letter = createElement(SignIn, { pageName, language, name: "Ines", link, minutes: 10 });
  return { subject: wordsFor(language).letters.signIn.subject(pageName), ...(await renderLetter(letter)) };
}

async function channelFailing({ name: pageName, language, timeZone }: Page): Promise<Frozen> {
  const zone = { timeZone, language };
  const props = { ...ChannelFailing.PreviewProps, pageName, zone, manageUrl: manageUrl(nobody) };
  const subject = wordsFor(language).letters.channelFailing.subject(pageName, props.channel);
  return { subject, ...(await renderLetter(createElement(ChannelFailing, props))) };
}

const isPersonal = (shown: Shown) => (personal as readonly Shown[]).includes(shown);

/** What goes along that a reader does not see: the way out of mail, and what a server checks a webhook by. */
function headersOf(channel: Channel, shown: Shown): Record<string, string> {
  if (channel === "email") return isPersonal(shown) ? {} : wayOut(nobody);
  if (channel !== "webhook") return {};
  return {
    "content-type": "application/json",
    "webhook-id": `msg_h4s8k1z6y3mc_${nobody}`,
    "webhook-timestamp": "1795616400",
    ...(shown !== "confirm" && { "webhook-signature": "v1,…" }),
  };
}
