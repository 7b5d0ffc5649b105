import fc from "fast-check";
import MailComposer from "nodemailer/lib/mail-composer";
import { expect, test } from "vitest";
import { renderMarkdown } from "@/lib/markdown";
import { hostile, obeyedIn } from "@/lib/testing/hostile";
import { channels } from "@/lib/vocabulary";
import { channelList } from "./list";
import { toldOf } from "./testing/told";

const toldWith = (title: string, words: string) =>
  toldOf({
    ...{ title, pageName: title, words, html: renderMarkdown(words) },
    services: [{ id: "svc000000001", name: title, state: "partial_outage" }],
  });

test.each(channels)(
  "a message by %s stays whole, whatever title and words say",
  async (channel) => {
    await fc.assert(
      fc.asyncProperty(hostile, hostile, async (title, words) => {
        const { subject, html, text } = await channelList[channel].compose(toldWith(title, words));
        expect(subject).not.toMatch(/[\r\n]/);
        if (html) expect(obeyedIn(html)).toEqual([]);
        if (!["email", "sms"].includes(channel)) expect(() => JSON.parse(text)).not.toThrow();
      }),
      { numRuns: 25 },
    );
  },
  60_000,
);

test("no subject and no name becomes a header of a letter", async () => {
  await fc.assert(
    fc.asyncProperty(hostile, async (title) => {
      const { subject } = await channelList.email.compose(
        toldWith(`${title}\r\nBcc: x7q@example.com`, "Slow."),
      );
      for (const line of [subject, `${title}\r\nBcc: x7q@example.com`]) {
        const message = new MailComposer({
          from: "a@b.example",
          to: "c@d.example",
          subject: line,
          text: "Slow.",
        });
        const bytes = (await message.compile().build()).toString();
        const head = bytes.slice(0, bytes.indexOf("\r\n\r\n"));
        expect(head).not.toMatch(/^(bcc|x7q)/im);
        expect(message.compile().getEnvelope().to).toEqual(["c@d.example"]);
      }
    }),
    { numRuns: 40 },
  );
}, 60_000);
