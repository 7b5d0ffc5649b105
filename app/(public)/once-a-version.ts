type Kept = { version: number; readAt: number; value: Promise<unknown> };

/** Longer than one regeneration of all surfaces takes. */
export const keepMilliseconds = 5_000;

/** Next may load a module once a route; what they share lives on the process. */
const kept =
  (globalThis as typeof globalThis & { drawbridgeReads?: Map<string, Kept> }).drawbridgeReads ?? new Map();
(globalThis as typeof globalThis & { drawbridgeReads?: Map<string, Kept> }).drawbridgeReads = kept;

/**
 * Reads something once for a public version, however many surfaces ask at the same time. A read that began before
 * the version, that is a few seconds old or that failed is not used again.
 */
export function onceAVersion<Value>(
  key: string,
  version: number,
  now: Date,
  read: () => Promise<Value>,
): Promise<Value> {
  const known = kept.get(key);
  const age = now.getTime() - (known?.readAt ?? 0);
  if (known && known.version >= version && age >= 0 && age < keepMilliseconds)
    return known.value as Promise<Value>;
  const value = read();
  kept.set(key, { version, readAt: now.getTime(), value });
  value.catch(() => {
    if (kept.get(key)?.value === value) kept.delete(key);
  });
  return value;
}

/** What was read before is of an earlier moment: a promise may have lapsed since, and every page shall say so. */
export function readAnew(): void {
  kept.clear();
}
