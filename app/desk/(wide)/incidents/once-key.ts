import { createHash } from "node:crypto";
import type { ComposerPayload } from "@/components/desk/composer/fields";

/**
 * The key under which an update is posted once: the form's own, and what it says. The same words sent twice are
 * one update; other words, also from a second tab that restored the same draft, are never taken for posted.
 * The revision and the moments of promises are left out, because they change while somebody tries again.
 */
export function onceKeyOf({ onceKey, revision: _, nextUpdateBy: __, ...said }: ComposerPayload): string {
  const wordings = said.wordings.map(({ nextUpdateBy: _, ...one }) => one);
  const words = createHash("sha256")
    .update(JSON.stringify({ ...said, wordings }))
    .digest("base64url")
    .slice(0, 22);
  return `${onceKey.slice(0, 40)}-${words}`;
}
