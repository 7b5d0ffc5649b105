import type { LedgerFilter, LedgerState } from "@/communications/deliveries/read-deliveries";
import { isId } from "@/lib/ids";
import { channels, deliveryStates } from "@/lib/vocabulary";

/** What the address of the page asks for. */
export type Asked = { q?: string; page?: string; state?: string; channel?: string; audience?: string };

/** Which part of a ledger is looked at; the first page is 1. */
export type Look = LedgerFilter & { search: string; page: number };

const states = ["waiting", ...deliveryStates.filter((state) => state !== "planned" && state !== "sending")];

/** Reads what was asked for, leaving out what makes no sense. */
export function readLook({ q = "", page = "1", state, channel, audience }: Asked): Look {
  return {
    search: q.trim(),
    page: Math.max(1, Number.parseInt(page, 10) || 1),
    state: states.find((known) => known === state) as LedgerState | undefined,
    channel: channels.find((known) => known === channel),
    audienceId: audience && isId(audience) ? audience : undefined,
  };
}

/** The same as a query, without what says nothing. */
export const toQuery = (look: Look) => `?${new URLSearchParams(asked(look))}`;

/** What a form or a pager keeps of it: all but the page. */
export function asked({ search, page, state, channel, audienceId }: Look): Record<string, string> {
  return {
    ...(search && { q: search }),
    ...(state && { state }),
    ...(channel && { channel }),
    ...(audienceId && { audience: audienceId }),
    ...(page > 1 && { page: String(page) }),
  };
}
