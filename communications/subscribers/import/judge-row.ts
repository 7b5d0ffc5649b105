import type { ChannelWay } from "@/communications/channels/channel";
import { Contact } from "@/communications/subscribers/request-subscription";
import { oneLine } from "@/lib/visible-text";
import { type Channel, channels, type SubscriptionDetail, subscriptionDetails } from "@/lib/vocabulary";
import { languageNames } from "@/lib/words";
import { type Cells, followsOnly } from "./columns";

/** What a row wants. What it leaves open is null: as it is for who is known, the usual for who is not. */
export type Wanted = {
  channel: Channel;
  address: string;
  /** Null: left open. None: all services. */
  serviceIds: string[] | null;
  detail: SubscriptionDetail | null;
  language: string | null;
  contact: string | null;
  /** What a stakeholder is called, and in which group they are. */
  name: string | null;
  groupName: string | null;
  confirmed: boolean;
  source: string | null;
  /** A row of ours about somebody who follows single incidents: there is nothing in it to change. */
  followsOnly: boolean;
};
export type Judged = { wanted: Wanted } | { why: string };

/** What there is to judge by. */
export type Known = {
  services: Map<string, string[]>;
  /** The channel's way; null when its messages cannot leave this installation. */
  wayOf: (channel: Channel) => ChannelWay | null;
};

const sourceMax = 200;
const nameMax = 100;

/** Reads a row; answers in words why it cannot be taken. Pure. */
export function judgeRow(cells: Cells, known: Known): Judged {
  const channel = wordOf(cells.channel, channels, "email");
  if (!channel) return { why: `There is no channel “${short(cells.channel)}”.` };
  const way = known.wayOf(channel);
  if (!way) return { why: `This installation is not set up to send by ${channel}.` };
  const address = way.address.safeParse(cells.address ?? "");
  if (!address.success) return { why: address.error.issues[0]?.message ?? "No address." };
  const single = Boolean(cells.services?.startsWith(followsOnly));
  const services = single || cells.services === undefined ? null : servicesIn(cells.services, known.services);
  if (services && "why" in services) return services;
  const detail = wordOf(cells.detail, subscriptionDetails, null);
  if (detail === undefined) return { why: `“detail” is ${list(subscriptionDetails)}, or empty.` };
  const language = wordOf(cells.language, Object.keys(languageNames), null);
  if (language === undefined) return { why: `“language” is ${list(Object.keys(languageNames))}, or empty.` };
  const confirmed = wordOf(cells.confirmed, ["yes", "no"] as const, "no");
  if (!confirmed) return { why: "“confirmed” is yes or no." };
  const source = oneLine(cells.source ?? "").slice(0, sourceMax) || null;
  if (confirmed === "yes" && !source)
    return {
      why: "Confirmed, but “source” does not say where: write from where you know that they want it.",
    };
  const contact = cells.contact ? Contact.safeParse(cells.contact) : null;
  if (contact && !contact.success) return { why: "“contact” is no email address." };
  return {
    wanted: {
      ...{ channel, address: address.data, detail, language, source, followsOnly: single },
      serviceIds: services?.ids ?? null,
      contact: contact?.data ?? null,
      name: oneLine(cells.name ?? "").slice(0, nameMax) || null,
      groupName: oneLine(cells.group ?? "").slice(0, nameMax) || null,
      confirmed: confirmed === "yes",
    },
  };
}

/** The word a cell means; the fallback for an empty one; undefined for another word. */
function wordOf<Word extends string, Fallback>(
  cell: string | undefined,
  words: readonly Word[],
  fallback: Fallback,
): Word | Fallback | undefined {
  const typed = cell?.toLowerCase() ?? "";
  return typed === "" ? fallback : words.find((word) => word === typed);
}

function servicesIn(cell: string, services: Known["services"]): { ids: string[] } | { why: string } {
  const ids = new Set<string>();
  for (const typed of cell.split(";").map((part) => part.trim())) {
    if (typed === "") continue;
    const [id, other] = services.get(typed) ?? services.get(nameKey(typed)) ?? [];
    if (!id) return { why: `There is no service “${short(typed)}” on the page.` };
    if (other) return { why: `More than one service is called “${short(typed)}”: write its id.` };
    ids.add(id);
  }
  return { ids: [...ids].toSorted() };
}

/** Services by id, and those that the page shows by name too, however it is spelt. */
export function serviceIndex(
  services: { id: string; name: string; shown: boolean }[],
): Map<string, string[]> {
  const index = new Map<string, string[]>();
  for (const { id, name, shown } of services) {
    const key = nameKey(name);
    if (shown) index.set(key, [...(index.get(key) ?? []), id]);
  }
  for (const { id } of services) index.set(id, [id]);
  return index;
}

export const nameKey = (name: string) => `name ${name.trim().toLowerCase()}`;

const short = (text = "") => (text.length > 60 ? `${text.slice(0, 60)}…` : text);
const list = (words: readonly string[]) =>
  new Intl.ListFormat("en-GB", { type: "disjunction" }).format(words);
