/**
 * Words that make no other question of one: politeness, articles, and how one begins to ask. English, as our words
 * are; a question in another language loses only case, marks and spaces.
 */
const fillers = new Set(
  `a an the please hi hello hey thanks thank you so just then and do we know can could would tell me us any is are
  there already now yet still currently`.split(/\s+/),
);

/**
 * What makes a question the one it is: two that answer the same are the same. Case, accents, punctuation and fillers
 * do not count; words and numbers do, in their order. Pure.
 */
export function sameQuestion(words: string): string {
  // Up and down again: "straße" and "STRASSE" are one word only so.
  const plain = words
    .toUpperCase()
    .toLowerCase()
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/['’]/g, "")
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);
  const telling = plain.filter((word) => !fillers.has(word));
  // "Are we there yet?" is nothing but fillers, and still a question. One of signs alone is itself.
  return (telling.length ? telling : plain).join(" ") || words.trim().replace(/\s+/g, " ");
}
