import { readByMany } from "@/communications/subscribers/ways";
import type { ListenerKind, SubscriptionDetail, SubscriptionScope } from "@/lib/vocabulary";
import type { KnownAddress } from "./find-known";
import type { Wanted } from "./judge-row";

/** The choices of somebody as they will be. */
export type Choices = {
  scope: SubscriptionScope;
  detail: SubscriptionDetail;
  serviceIds: string[];
  language: string;
  contact: string | null;
  name: string | null;
  groupName: string | null;
};
export type Decision =
  | { do: "add"; choices: Choices }
  | { do: "change"; id: string; choices: Choices; what: string[] }
  /** Sends a message that asks them to confirm. */
  | { do: "ask"; choices: Choices }
  | { do: "nothing" }
  /** They were asked before and have not pressed yet. */
  | { do: "wait" }
  | { do: "refuse"; why: string };

/** What is usual for who is new. Of stakeholders we decided that they hear: they need not confirm. */
export type Usual = { detail: SubscriptionDetail; language: string; kind: ListenerKind };

/**
 * What a row does, given what is known of its address. Nobody comes back by a file: who left and who is suppressed
 * stays so. Nobody hears of more who follows single incidents only. A row that changes nothing does nothing. Pure.
 */
export function decideRow(
  wanted: Wanted,
  { subscriber, suppressed, asked }: KnownAddress,
  usual: Usual,
): Decision {
  if (suppressed) return { do: "refuse", why: `Not written to any more: the address ${suppressed}.` };
  if (!subscriber) {
    if (wanted.followsOnly)
      return { do: "refuse", why: "Follows single incidents only, and does so on the page itself." };
    if (readByMany.has(wanted.channel) && !wanted.contact)
      return {
        do: "refuse",
        why: "“contact” is missing: the email of somebody who is told when this keeps failing.",
      };
    const choices = merged(wanted, { ...usual, ...nothingChosen });
    if (wanted.confirmed || usual.kind === "stakeholder") return { do: "add", choices };
    return asked ? { do: "wait" } : { do: "ask", choices };
  }
  if (subscriber.state === "left") return { do: "refuse", why: hasLeft[usual.kind] };
  if (subscriber.scope === "one_incident") return { do: "nothing" };
  const choices = merged(wanted, subscriber);
  const what = (["serviceIds", "detail", "language", "contact", "name", "groupName"] as const).filter(
    (name) => String(choices[name]) !== String(subscriber[name]),
  );
  return what.length
    ? { do: "change", id: subscriber.id, choices, what: what.map((name) => called[name]) }
    : { do: "nothing" };
}

const called = {
  ...{ serviceIds: "services", detail: "detail", language: "language", contact: "contact" },
  ...{ name: "name", groupName: "group" },
};
const hasLeft = {
  subscriber: "Has left. Only they themselves can come back, on the page.",
  stakeholder: "Has stopped our messages. They can start them again by the link in any of them.",
} satisfies Record<ListenerKind, string>;
const nothingChosen = {
  ...{ scope: "all_services" as const, serviceIds: [] },
  ...{ contact: null, name: null, groupName: null },
};

function merged(wanted: Wanted, before: Choices): Choices {
  const serviceIds = wanted.serviceIds ?? before.serviceIds;
  return {
    scope: serviceIds.length ? "chosen_services" : "all_services",
    serviceIds,
    detail: wanted.detail ?? before.detail,
    language: wanted.language ?? before.language,
    contact: wanted.contact ?? before.contact,
    name: wanted.name ?? before.name,
    groupName: wanted.groupName ?? before.groupName,
  };
}
