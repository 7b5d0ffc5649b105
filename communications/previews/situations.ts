import type { Told } from "@/communications/channels/channel";
import { env } from "@/lib/env";
import type { Page } from "@/status/page/read-page";
import { plannedWork, sampleEarlier, sampleTold } from "./sample-told";

/** Moments in which people are told, for looking at how each channel says them. */
export const situations = [
  "first",
  "update",
  "resolved",
  "planned",
  "merged",
  "merged_many",
  "long",
  "hostile",
] as const;
export type Situation = (typeof situations)[number];

const firstWords =
  "Paying by card **fails for about 1 in 8** orders in Europe since 13:52. Other ways to pay work.\n\nWe are looking for the cause. No order has been charged twice.";
const updateWords = () =>
  "We have found the cause and are undoing the change behind it.\n\n- About 1 in 20 card payments is still declined, down from 1 in 8.\n- Trying again, or paying [with a wallet](PAGE/history), often works.\n\nNo order has been lost or charged twice.".replace(
    "PAGE",
    env().PUBLIC_URL,
  );
const longWords = Array.from(
  { length: 40 },
  (_, n) =>
    `Part ${n + 1}. Orders placed between 13:52 and 14:31 were taken and are being worked off in the order they came; a shop sees each of them in its list within an hour, and nobody has to place one again.`,
).join("\n\n");
const hostileWords =
  "<script>alert(1)</script> & <b>\"bold\"</b> 'quotes' {{name}} $\u007Bname} %s \\n *not* _closed [link](javascript:alert(1)) <!channel> @everyone <at>all</at> ]]> \u202Eturned round\u202C 🔥";

const told: Record<Situation, (page: Page) => Told> = {
  first: (page) => sampleTold(page, { number: 1, status: "investigating", words: firstWords }),
  update: (page) => sampleTold(page, { words: updateWords() }),
  resolved: (page) =>
    sampleTold(page, {
      number: 4,
      status: "resolved",
      services: [{ id: "c5b2j9g4f7xd", name: "Checkout", state: "operational" }],
      nextUpdateBy: null,
      words: "Card payments in Europe work again since 14:51. No order was lost, and none was charged twice.",
    }),
  planned: (page) =>
    sampleTold(page, {
      ...plannedWork(),
      words: "Orders can be placed all the time. Changing an order waits until we are through.",
    }),
  merged: (page) =>
    sampleTold(page, {
      number: 3,
      words: updateWords(),
      also: [
        sampleEarlier(1, firstWords),
        sampleEarlier(2, "We see what fails: payments by card, in Europe only."),
      ],
    }),
  merged_many: (page) =>
    sampleTold(page, {
      number: 13,
      words: updateWords(),
      also: Array.from({ length: 12 }, (_, n) => sampleEarlier(n + 1, longWords)),
    }),
  long: (page) =>
    sampleTold(page, {
      title:
        "Card payments, bank transfers, refunds, payouts to shops and the monthly statements are late, incomplete or declined for most shops in Europe, the Americas and parts of Asia",
      services: [
        "Checkout",
        "Refunds",
        "Payouts",
        "Statements",
        "Donaudampfschifffahrtsgesellschaftskapitänskonten",
      ].map((name, n) => ({
        id: `c5b2j9g4f7x${n}`,
        name,
        state: n ? ("degraded" as const) : ("major_outage" as const),
      })),
      words: longWords,
    }),
  hostile: (page) =>
    sampleTold(page, {
      title: '</title><script>alert(1)</script> & "Checkout" *bold* <!here>',
      services: [{ id: "c5b2j9g4f7xd", name: "<img src=x onerror=alert(1)> & @here", state: "degraded" }],
      words: hostileWords,
    }),
};

/** The facts of a situation on this page. */
export const toldIn = (situation: Situation, page: Page): Told => told[situation](page);
