import { createElement } from "react";
import { z } from "zod";
import type { ChannelWay } from "@/communications/channels/channel";
import ConfirmSubscription from "@/emails/confirm-subscription";
import { renderLetter } from "@/emails/render-letter";
import UpdateLetter from "@/emails/update";
import { updateSubject } from "@/emails/update-subject";
import { shownMail } from "@/lib/shown-host";
import { wordsFor } from "@/lib/words";
import { chooseTransport } from "./choose";

/** Letters: HTML with a plain-text twin, by Resend, by SMTP, or into a folder that the desk can read. */
export const email: ChannelWay = {
  address: z
    .string()
    .trim()
    .toLowerCase()
    .max(254)
    .pipe(z.email("Write a whole email address, like you@company.example.")),
  shown: shownMail,
  defaultDetail: "every_update",
  batchSize: 100,
  async compose(told) {
    const subject = updateSubject(told, wordsFor(told.zone.language), told.zone);
    return { subject, ...(await renderLetter(createElement(UpdateLetter, told))) };
  },
  async composeConfirm(asked) {
    const subject = wordsFor(asked.language).letters.confirm.subject(asked.pageName);
    return { subject, ...(await renderLetter(createElement(ConfirmSubscription, asked))) };
  },
  inText: (text) => text,
  open: chooseTransport,
};
