import type { History, Said } from "@/communications/rules/history";

export const start = new Date("2026-11-23T14:00:00Z");
export const after = (minutes: number, from = start) => new Date(from.getTime() + minutes * 60_000);

/** A word, so many minutes after the start: SEV2, identified, the next one promised 20 minutes later. */
export const word = (minutes: number, changes: Partial<Said> = {}): Said => ({
  id: `word ${minutes}`,
  at: after(minutes),
  status: "identified",
  severity: "SEV2",
  impact: "major",
  nextUpdateBy: changes.status === "resolved" ? null : after(minutes + 20),
  tell: true,
  services: [{ id: "checkout", name: "Checkout" }],
  audiences: [],
  ...changes,
});

/** An incident of these words. */
export const incident = (said: Said[], changes: Partial<History> = {}): History => ({
  kind: "incident",
  id: "incident0001",
  title: "Card payments fail",
  type: "availability",
  regions: [],
  accounts: {},
  roleHolders: {},
  drill: false,
  backfilled: false,
  said,
  reports: [],
  scheduledFor: null,
  ...changes,
});
