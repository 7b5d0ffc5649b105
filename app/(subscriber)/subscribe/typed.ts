import { channelWay } from "@/communications/channels/list";
import { addressField } from "@/communications/subscribers/request-subscription";
import { waysToSubscribe } from "@/communications/subscribers/ways";
import type { Channel } from "@/lib/vocabulary";

/** What the form holds, as typed. */
export type Typed = {
  channel: Channel;
  address: string;
  contact: string;
  detail: string;
  scope: string;
  serviceIds: string[];
  incidentId: string | null;
  /** Signed: whose further channel it is to be. */
  joins: string | null;
};

/** A form, or the query of its address: both only hold text. */
export const fieldsFrom = (form: FormData) =>
  new URLSearchParams(
    [...form].flatMap(([name, value]) => (typeof value === "string" ? [[name, value]] : [])),
  );

export function typedIn(fields: URLSearchParams, channel: Channel): Typed {
  return {
    channel,
    address: (fields.get(addressField(channel)) ?? "").trim(),
    contact: (fields.get("contact") ?? "").trim(),
    detail: fields.get("detail") || channelWay(channel).defaultDetail,
    scope: fields.get("scope") || "all_services",
    serviceIds: fields.getAll("service"),
    incidentId: fields.get("incident") || null,
    joins: fields.get("with") || null,
  };
}

/** The way whose form is asked for, of those that can be chosen; else email. Browsers have a page of their own. */
export const wayIn = (asked: string | null): Channel =>
  waysToSubscribe().find((way) => way === asked && way !== "push") ?? "email";

/** A field that people do not see and machines fill. */
export const isTrapped = (fields: URLSearchParams) => Boolean(fields.get("website"));
