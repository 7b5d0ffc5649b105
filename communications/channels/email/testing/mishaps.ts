/**
 * What goes wrong with the next call. `lostAnswer`: the letters are taken, the answer never arrives. `takenThenHangs`:
 * the same, and for a while the call counts as under way, so that its key is refused to others.
 */
export type Mishap =
  | { status: number; retryAfter?: number; name?: string }
  | "notJson"
  | "lostAnswer"
  | "takenThenHangs"
  | "hang"
  | "reset";

/** What a mishap is counted under. */
export const nameOfMishap = (mishap: Mishap): string =>
  typeof mishap === "string" ? mishap : (mishap.name ?? String(mishap.status));

/** What may go wrong at a provider, and how often beside the others. */
const kinds: [weight: number, mishap: Mishap][] = [
  [5, "lostAnswer"],
  [3, { status: 429, retryAfter: 1, name: "rate_limit_exceeded" }],
  [2, { status: 500, name: "application_error" }],
  [2, "notJson"],
  [2, "reset"],
  [1, { status: 503, retryAfter: 2, name: "service_unavailable" }],
  [1, { status: 409, name: "concurrent_idempotent_requests" }],
  [1, "hang"],
  [1, "takenThenHangs"],
];

/**
 * Goes wrong with a share of calls, by a `random` of one's own that can be repeated. Everything that can go wrong
 * does so once before anything is left to chance.
 */
export function randomMishaps(random: () => number, share: number): () => Mishap | undefined {
  const due = kinds.map(([, mishap]) => mishap).toSorted(() => random() - 0.5);
  return () => {
    // Between them some calls go well, so that one mishap is seen to end before the next begins.
    if (random() >= (due.length ? 0.5 : share)) return undefined;
    const first = due.shift();
    if (first) return first;
    return pick(random() * sum(kinds.map(([weight]) => weight)));
  };
}

const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);

function pick(at: number): Mishap | undefined {
  let passed = 0;
  for (const [weight, mishap] of kinds) {
    passed += weight;
    if (at < passed) return mishap;
  }
  return undefined;
}
