/**
 * Tables whose changes are in no audit log, each with its reason. Every other table is watched, a new one too.
 */
export const unwatched: Record<string, string> = {
  audit_log: "it is the log",
  audit_staged: "it becomes the log",
  counted_tries: "counts of strangers' tries, forgotten within hours",
  deliveries: "the ledger of messages has its own history; millions of rows",
  drafts: "words that nobody has said yet, kept at each key press",
  fan_outs: "counts that follow the ledger",
  personal_letters: "outbox of personal messages; holds single-use links",
  presences: "who looks at an incident right now",
  promise_warnings: "that a warning was sent, once each",
  receipts: "what providers say, kept with the ledger",
  rule_firings: "that a rule ran, once each; the event beside it is in the log",
  service_intervals: "derived from updates, which are in the log",
  subscription_requests: "wishes of strangers that nobody confirmed yet",
  verification_tokens: "single-use sign-in links",
  wish_counts: "sums of what subscribers wish, kept by the database itself",
  wordings: "rendered from updates, which are in the log",
};

/** Tables that machines change many times a second: only what people change of them is in the log. */
export const watchedByPeople = ["senders"];

/** Columns whose values are never written down, only that they changed: secrets, and what belongs to a reader. */
const hiddenNames =
  /password|secret|token|hash|cookie|code|private|credential|^(html|fields|wish|source|contact|image|session_state)$/;
const hiddenColumns = [
  "subscribers.address",
  "subscribers.name",
  "suppressions.address",
  "suppressions.detail",
  "play_addresses.address",
];

export const isHidden = (table: string, column: string): boolean =>
  hiddenNames.test(column) || hiddenColumns.includes(`${table}.${column}`);

/** Columns that follow other changes and say nothing by themselves. */
export const quietColumns = [
  "updated_at",
  "chosen",
  "public_version",
  "revision",
  "failures_in_row",
  "failing_since",
  "last_seen_at",
  "last_used_at",
  "told_at",
  "told_through",
];
