/** Tables whose rows no backup holds, each with its reason: a restored one would let somebody in, tell somebody twice, or count twice. */
export const leftOut: Record<string, string> = {
  audience_links: "single-use sign-in links: one used since would open again",
  audit_staged: "empty between transactions",
  counted_tries: "counts of tries, forgotten within hours",
  invitations: "single-use links: one withdrawn since would open again",
  personal_letters: "outbox of personal messages: what left since would leave again",
  presences: "who looks right now",
  sessions: "one that was ended since would live again",
  verification_tokens: "single-use sign-in links",
  wish_counts: "sums that the database makes of what is loaded; loaded too, all would be counted twice",
};
