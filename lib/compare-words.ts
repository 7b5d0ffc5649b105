/** A stretch of words that stayed, came or went. */
export type Change = { kind: "same" | "added" | "removed"; words: string };

/** Longer texts than this, in words each, are compared as a whole: the work is the product of both. */
const wordsMax = 2_500;

/** What changed from one wording to the next, word by word. */
export function compareWords(before: string, after: string): Change[] {
  const [old, young] = [split(before), split(after)];
  let start = 0;
  while (start < old.length && old[start] === young[start]) start++;
  let end = 0;
  while (end < Math.min(old.length, young.length) - start && old.at(-1 - end) === young.at(-1 - end)) end++;
  const changes: Change[] = [];
  const say = (kind: Change["kind"], words: string) => {
    const last = changes.at(-1);
    if (words === "") return;
    if (last?.kind === kind) last.words += words;
    else changes.push({ kind, words });
  };
  say("same", old.slice(0, start).join(""));
  between(old.slice(start, old.length - end), young.slice(start, young.length - end), say);
  say("same", old.slice(old.length - end).join(""));
  return changes;
}

/** Words, each with the blanks behind it. */
const split = (text: string) => text.match(/\s*\S+\s?/g) ?? [];

/** The longest common run of words decides what stayed. */
function between(old: string[], young: string[], say: (kind: Change["kind"], words: string) => void): void {
  if (old.length > wordsMax || young.length > wordsMax) {
    say("removed", old.join(""));
    say("added", young.join(""));
    return;
  }
  const width = young.length + 1;
  const common = new Uint16Array((old.length + 1) * width);
  for (let i = old.length - 1; i >= 0; i--) {
    for (let j = young.length - 1; j >= 0; j--) {
      common[i * width + j] =
        old[i] === young[j]
          ? common[(i + 1) * width + j + 1]! + 1
          : Math.max(common[(i + 1) * width + j]!, common[i * width + j + 1]!);
    }
  }
  let [i, j] = [0, 0];
  while (i < old.length || j < young.length) {
    if (i < old.length && j < young.length && old[i] === young[j]) {
      say("same", old[i]!);
      i++;
      j++;
    } else if (
      j >= young.length ||
      (i < old.length && common[(i + 1) * width + j]! >= common[i * width + j + 1]!)
    ) {
      say("removed", old[i++]!);
    } else say("added", young[j++]!);
  }
}
