import { type Check, type Found, houseRules } from "../finding";
import type { Token } from "../tokens";

/** Capitals and exclamation marks. Alarm is what we take away from people. */
export const shouting: Check = {
  kind: "shouting",
  why: "Loud words sound like alarm; calm ones sound like somebody who has it in hand.",
  source: houseRules,
  passed: "Keeps its voice down",
  applies: () => true,
  find: ({ text, tokens, steps }) =>
    [...loudMarks(text, steps), ...loudWords(tokens, steps)].toSorted(byPlace),
};

/** One word of so many capitals is loud alone: abbreviations are shorter. */
const loudAlone = 8;
/** Two in a row are loud when one of them is at least this long. */
const loudTogether = 4;

function loudMarks(text: string, steps: { taken: number }): Found[] {
  const found: Found[] = [];
  for (let at = text.indexOf("!"); at >= 0; at = text.indexOf("!", at + 1)) {
    steps.taken++;
    // "![" begins a picture, "!=" is code.
    if (text[at + 1] === "[" || text[at + 1] === "=") continue;
    const from = at;
    while (text[at + 1] === "!") at++;
    found.push(note({ from, to: at + 1 }, "Use a full stop.", "."));
  }
  return found;
}

function loudWords(tokens: Token[], steps: { taken: number }): Found[] {
  const found: Found[] = [];
  for (let at = 0; at < tokens.length; at++) {
    let end = at;
    while (end < tokens.length && isLoud(tokens[end]!) && tokens[end]!.sentence === tokens[at]!.sentence)
      end++;
    steps.taken += end - at + 1;
    const run = tokens.slice(at, end);
    const longest = Math.max(0, ...run.map((token) => token.text.length));
    if (longest >= loudAlone || (run.length > 1 && longest >= loudTogether)) {
      const range = { from: run[0]!.from, to: run.at(-1)!.to };
      found.push(note(range, "Write it in small letters.", run.map(({ lower }) => lower).join(" ")));
    }
    at = Math.max(at, end - 1);
  }
  return found;
}

const isLoud = ({ text }: Token) => text.length > 1 && /^\p{Lu}+$/u.test(text);

const note = (range: { from: number; to: number }, suggestion: string, words: string): Found => ({
  ...{ range, title: "Shouts", suggestion },
  fix: { label: "Calm it", range, words },
});

const byPlace = (a: Found, b: Found) => a.range!.from - b.range!.from;
