import type { Steps, Token } from "./tokens";

/**
 * Turns of phrase as one writes them down: `will|should ~4 fixed|restored by ~2 WHEN`. Slots are parted by blanks:
 * alternatives by `|`, `?` behind a slot that may be missing, `~n` for up to n words of any kind, and names in
 * capitals for a test of one word. The first slot is words. A phrase never crosses the end of a sentence.
 */
export type Phrase = { slots: Slot[] };
type Slot =
  | { kind: "words"; words: Set<string>; optional: boolean }
  | { kind: "gap"; most: number }
  | { kind: "test"; test: (token: Token) => boolean; optional: boolean };
/** A phrase in a text: its words, with the number of the first one. */
export type Match = { tokens: Token[]; at: number; from: number; to: number };

/** Phrases ready to be found, by the word that they begin with. */
export type Phrasebook = Map<string, Phrase[]>;

/** Gaps stay this small and phrases this short, so that finding is linear in the text. */
const gapMax = 6;
const slotsMax = 8;

export function phrasebook(
  written: string[],
  tests: Record<string, (token: Token) => boolean> = {},
): Phrasebook {
  const book: Phrasebook = new Map();
  for (const one of written) {
    const slots = one.split(" ").map((slot) => readSlot(slot, tests));
    const [first] = slots;
    if (first?.kind !== "words" || first.optional || slots.length > slotsMax) {
      throw new Error(`Not a phrase: ${one}`);
    }
    for (const word of first.words) book.set(word, [...(book.get(word) ?? []), { slots }]);
  }
  return book;
}

/** Every place where a phrase of the book stands, in order; of those that begin at one word, the longest. */
export function findPhrases(tokens: Token[], book: Phrasebook, steps: Steps): Match[] {
  const found: Match[] = [];
  for (let at = 0; at < tokens.length; at++) {
    steps.taken++;
    let end = -1;
    for (const { slots } of book.get(tokens[at]!.lower) ?? []) {
      end = Math.max(end, matchFrom(tokens, at, slots, 0, tokens[at]!.sentence, steps));
    }
    if (end < 0) continue;
    const inside = tokens.slice(at, end);
    found.push({ tokens: inside, at, from: inside[0]!.from, to: inside.at(-1)!.to });
    at = end - 1;
  }
  return found;
}

/** The index behind the phrase's last word, or -1. */
function matchFrom(
  tokens: Token[],
  at: number,
  slots: Slot[],
  slotAt: number,
  sentence: number,
  steps: Steps,
): number {
  steps.taken++;
  const slot = slots[slotAt];
  if (!slot) return at;
  const next = (from: number) => matchFrom(tokens, from, slots, slotAt + 1, sentence, steps);
  const token = tokens[at];
  const inside = token !== undefined && token.sentence === sentence;
  if (slot.kind === "gap") {
    for (let skipped = 0; skipped <= slot.most; skipped++) {
      if (skipped > 0 && tokens[at + skipped - 1]?.sentence !== sentence) return -1;
      const end = next(at + skipped);
      if (end >= 0) return end;
    }
    return -1;
  }
  const fits = inside && (slot.kind === "words" ? slot.words.has(token.lower) : slot.test(token));
  const end = fits ? next(at + 1) : -1;
  return end < 0 && slot.optional ? next(at) : end;
}

function readSlot(written: string, tests: Record<string, (token: Token) => boolean>): Slot {
  if (/^~\d$/.test(written)) return { kind: "gap", most: Math.min(Number(written[1]), gapMax) };
  const optional = written.endsWith("?");
  const bare = optional ? written.slice(0, -1) : written;
  const test = tests[bare];
  if (test) return { kind: "test", test, optional };
  return { kind: "words", words: new Set(bare.split("|")), optional };
}
