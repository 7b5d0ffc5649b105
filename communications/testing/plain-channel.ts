import { z } from "zod";
import type { ChannelWay, Message, Transport } from "@/communications/channels/channel";

/** A channel that keeps what is handed to it: for rules that are the same on every channel. */
export function plainChannel(): ChannelWay & { taken: Message[]; transport: Transport } {
  const taken: Message[] = [];
  const transport: Transport = {
    ...{
      name: "plain",
      messagesPerCall: 1,
      remembersKeys: true,
      perSecond: null,
      shared: true,
      triesMax: null,
    },
    async hand(messages) {
      taken.push(...messages);
      return messages.map(({ id }) => ({ kind: "accepted", providerId: id }));
    },
  };
  return {
    taken,
    transport,
    address: z.url({ protocol: /^https$/, message: "Write a whole https address." }),
    shown: (address) => new URL(address).host,
    defaultDetail: "every_update",
    batchSize: 10,
    compose: async ({ title, why, manageUrl }) => ({
      subject: title,
      html: null,
      text: `${title}: ${why} ${manageUrl}`,
    }),
    composeConfirm: async ({ confirmUrl, wish }) => ({
      subject: "Confirm",
      html: null,
      text: `${wish} ${confirmUrl}`,
    }),
    composeTest: async () => ({ subject: "Test", html: null, text: "This is a test." }),
    inText: (text) => text,
    open: () => transport,
  };
}
