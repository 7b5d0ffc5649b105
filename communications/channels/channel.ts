import type { z } from "zod";
import type { EarlierUpdate } from "@/emails/update";
import type { Env } from "@/lib/env";
import type { ServiceState, SubscriptionDetail, UpdateStatus } from "@/lib/vocabulary";
import type { Zone } from "@/lib/zoned-time";

/** A message, ready to hand over. `id` is the same on every try and names this message and no other. */
export type Message = {
  id: string;
  /** An address as its channel writes it. */
  to: string;
  subject: string;
  /** Null on channels without markup. */
  html: string | null;
  /** Plain text, or the JSON that the channel takes. */
  text: string;
  headers: Record<string, string>;
  /** What signs it, newest first: webhooks have some, others none. */
  secrets?: string[];
};

/**
 * What came of handing over one message. `gone`: there is nobody at this address any more. `unsure`: it may or may
 * not have been taken, and asking again could double it. `rest`: it is the provider that cannot go on, not this
 * message: everything by this provider rests, and the desk says why.
 */
export type Outcome =
  | { kind: "accepted"; providerId: string | null }
  | { kind: "refused"; reason: string; gone: boolean }
  | { kind: "tryAgain"; reason: string; retryAfterSeconds: number | null; rest?: Rest }
  | { kind: "unsure"; reason: string };

/** Why a provider rests: asked to slow down, a quota is used up, our key does not open, it does not answer. */
export type Rest = "rate" | "quota" | "key" | "fault";

/** A way to hand messages to somebody who delivers them. */
export type Transport = {
  /** Also names what its workers share (db/schema/senders). */
  name: string;
  messagesPerCall: number;
  /** Whether the same key with the same messages can be handed over again without a second delivery. */
  remembersKeys: boolean;
  /** Requests a second that all workers on all machines may make together; null: as many as they like. */
  perSecond: number | null;
  /** Whether one provider takes every message, so that its faults let everything rest; else each address is a host of its own. */
  shared: boolean;
  /** Tries of one message before it counts as failed; null: until it becomes unknown. */
  triesMax: number | null;
  /** Requests a second that the provider last said it takes. */
  toldPerSecond?: number;
  /** Hands over up to `messagesPerCall` messages; one outcome for each, in order. Never throws. */
  hand(messages: Message[], key: string): Promise<Outcome[]>;
};

/** The facts of one update, the same for every channel. Links and reason may be sentinels (personal-words). */
export type Told = {
  pageName: string;
  pageUrl: string;
  zone: Zone;
  updateId: string;
  /** The incident's or the maintenance's. */
  subjectId: string;
  kind: "incident" | "maintenance";
  title: string;
  number: number;
  status: UpdateStatus;
  impact: string | null;
  services: { id: string; name: string; state: ServiceState }[];
  /** The update's words, as clean HTML and as written. */
  html: string;
  words: string;
  startedAt: Date;
  postedAt: Date;
  /** The promise; null when there is none to keep. */
  nextUpdateBy: Date | null;
  /** The window of a planned work; null for an incident. */
  window: { from: Date; until: Date } | null;
  url: string;
  /** Earlier updates that the same people have not got yet, oldest first: their words go with it. */
  also: Earlier[];
  /** Completes "You get this because …". */
  why: string;
  manageUrl: string;
  leaveUrl: string;
};
export type Earlier = EarlierUpdate & { words: string };

/** Words frozen for a channel. `text` is plain, or the JSON body that the channel takes. */
export type Frozen = { subject: string; html: string | null; text: string };

/** One way to reach people. A channel is one file (email: a folder), and stands in the list. */
export type ChannelWay = {
  /** Parses and normalises an address that a person typed. Its messages are for that person. */
  address: z.ZodType<string>;
  /** An address as it may be shown: without what would let somebody else post there. */
  shown(address: string): string;
  /** How much somebody hears who did not say. */
  defaultDetail: SubscriptionDetail;
  /** How many messages one frozen batch holds; no more than one call of any of its transports takes. */
  batchSize: number;
  /** An update in this channel's own format: pure, the same for the same facts. */
  compose(told: Told): Promise<Frozen>;
  /** Asks whoever reads this address to press a button on `confirmUrl`. */
  composeConfirm(asked: Asked): Promise<Frozen>;
  /** Says that this is only a try, to whoever asked for one. Absent: the channel has none. */
  composeTest?(asked: Pick<Asked, "pageName" | "language">): Promise<Frozen>;
  /** Something for one person to do, with the link that does it. Absent: it is a letter (emails/). */
  composeNotice?(notice: Notice): Promise<Frozen>;
  /** Makes a recipient's own words safe inside `text`, e.g. inside JSON. */
  inText(text: string): string;
  /** How messages leave; null when the configuration lacks what it needs. */
  open(env: Env): Transport | null;
};
export type Asked = { pageName: string; language: string; wish: string; confirmUrl: string; hours: number };
/** `act` names what the link at `url` leads to; `lasts` says how long it is good. */
export type Notice = { title: string; says: string; act: string; url: string; lasts: string };
