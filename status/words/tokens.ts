/** A word of a text, as the checks look at it. */
export type Token = {
  /** As written, without the punctuation around it. */
  text: string;
  lower: string;
  /** Where it stands in the text: `from` counts in, `to` does not. */
  from: number;
  to: number;
  /** Which sentence it is of, from 0. */
  sentence: number;
};

/** A piece of a text: `from` counts in, `to` does not. */
export type Range = { from: number; to: number };

/** How much work was done: checks must stay linear in the text, and this is what their test counts. */
export type Steps = { taken: number };

/** Longer runs without a blank are not words; nothing looks into them. */
export const tokenLengthMax = 253;

/** What parts words besides blanks: brackets, quotation marks, code and emphasis marks, long dashes. */
const parting = new Set('()[]<>{}"“”„«»`|*~–—…,;');
/** What may cling to a word's ends without being of it. */
const clinging = new Set(".!?:_'‘’-#/");
const ending = new Set(".!?");

/** The words of a text, in one pass. A comma inside a number is of it: 1,284. */
export function readTokens(text: string, steps: Steps = { taken: 0 }): Token[] {
  const tokens: Token[] = [];
  let sentence = 0;
  let start = -1;
  const close = (end: number) => {
    if (start < 0) return;
    let [from, to] = [start, end];
    start = -1;
    while (from < to && clinging.has(text[from]!)) from++;
    while (to > from && clinging.has(text[to - 1]!)) to--;
    if (to > from) {
      const word = text.slice(from, to);
      tokens.push({ text: word, lower: word.toLowerCase().replaceAll("’", "'"), from, to, sentence });
    }
    if (ending.has(text[end - 1]!)) sentence++;
  };
  for (let at = 0; at < text.length; at++) {
    steps.taken++;
    const sign = text[at]!;
    const inNumber = sign === "," && isDigit(text[at - 1]) && isDigit(text[at + 1]);
    if (isBlank(sign) || (parting.has(sign) && !inNumber)) {
      close(at);
      if (sign === "\n") sentence++;
    } else if (start < 0) start = at;
  }
  close(text.length);
  return tokens.filter((token) => token.to - token.from <= tokenLengthMax);
}

/** Where each sentence stands, by number: with the blank behind it, but not beyond its line. */
export function readSentences(text: string, tokens: Token[]): Range[] {
  const sentences: Range[] = [];
  tokens.forEach((token, at) => {
    const next = tokens[at + 1];
    const gap = text.slice(token.to, next?.from ?? text.length);
    const line = gap.indexOf("\n");
    const { from } = sentences[token.sentence] ?? token;
    sentences[token.sentence] = { from, to: token.to + (line < 0 ? gap.length : line) };
  });
  return sentences;
}

const isDigit = (sign: string | undefined) => sign !== undefined && sign >= "0" && sign <= "9";
const isBlank = (sign: string) => sign.trim() === "";
