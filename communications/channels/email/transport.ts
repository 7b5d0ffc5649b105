/** A letter, ready to hand over. `id` is the same on every retry and names this letter and no other. */
export type Letter = {
  id: string;
  to: string;
  subject: string;
  html: string;
  text: string;
  headers: Record<string, string>;
};

/** What came of handing over one letter. `unsure`: it may or may not have been taken, and asking again could double it. */
export type Outcome =
  | { kind: "accepted"; providerId: string | null }
  | { kind: "refused"; reason: string; permanent: boolean }
  | { kind: "tryAgain"; reason: string; retryAfterSeconds: number | null }
  | { kind: "unsure"; reason: string };

/** A way to hand letters to somebody who delivers them. */
export type Transport = {
  name: "resend" | "smtp" | "mailbox";
  lettersPerCall: number;
  /** Whether the same key with the same letters can be handed over again without a second delivery. */
  remembersKeys: boolean;
  /** Whether the provider counts our requests, so that all workers together keep to a rate. */
  paced: boolean;
  /** Hands over up to `lettersPerCall` letters; one outcome for each, in order. Never throws. */
  hand(letters: Letter[], key: string): Promise<Outcome[]>;
};
