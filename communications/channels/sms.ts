import { z } from "zod";
import { updateSubject } from "@/emails/update-subject";
import { whatNext } from "@/emails/what-next";
import { segments, toGsm } from "@/lib/gsm-text";
import { plainText } from "@/lib/plain-text";
import { oneLine } from "@/lib/visible-text";
import { wordsFor } from "@/lib/words";
import type { ChannelWay, Frozen, Told } from "./channel";
import { openTwilio } from "./twilio";

const segmentsMax = 2;

/** A text message, by Twilio: what is wrong, what next and when, where to read on. At most two parts. */
export const sms: ChannelWay = {
  address: z
    .string()
    .transform((typed) => typed.replace(/[\s().-]/g, ""))
    .pipe(z.string().regex(/^\+[1-9]\d{6,14}$/, "Write the number with its country, like +14155550100.")),
  shown: (address) => `${address.slice(0, 3)}…${address.slice(-3)}`,
  defaultDetail: "opened_and_resolved",
  batchSize: 20,
  compose: async (told) => composeUpdate(told),
  async composeConfirm({ pageName, language, confirmUrl }) {
    return short(wordsFor(language).messages.sms.confirm(pageName, confirmUrl));
  },
  composeNotice: async ({ title, url }) => short(`${cutSubject(toGsm(title))} ${url}`),
  inText: (text) => text,
  open: openTwilio,
};

/** The words are what is cut: state, promise and address always arrive whole. */
function composeUpdate(told: Told): Frozen {
  const words = wordsFor(told.zone.language);
  const subject = toGsm(oneLine(`${told.pageName}: ${updateSubject(told, words, told.zone)}`));
  const next = toGsm(whatNext(told, words, told.zone));
  const said = toGsm(plainText(told.html).replace(/\s+/g, " "));
  const earlier = told.also.length ? toGsm(words.messages.sms.earlier(told.also.length)) : "";
  const after = [sentence(next), earlier, told.url, words.messages.sms.stop].filter(Boolean).join(" ");
  for (let length = said.length; ; length = Math.floor(length * 0.9) - 1) {
    const some = length >= said.length ? said : length > 0 ? `${said.slice(0, length).trimEnd()}...` : "";
    const text = [cutSubject(subject), some, after].filter(Boolean).join("\n");
    if (segments(text) <= segmentsMax || length <= 0) return { subject, html: null, text };
  }
}

const short = (text: string): Frozen => ({ subject: "", html: null, text: toGsm(text) });
const sentence = (text: string) => (/[.!?]$/.test(text) ? text : `${text}.`);
const subjectMax = 120;
const cutSubject = (text: string) =>
  text.length > subjectMax ? `${text.slice(0, subjectMax - 3)}...` : text;
