import type { ComposerFields, Promised } from "./fields";
import type { Place, Reading } from "./use-review";

/** An audience that the desk can write to. */
export type ComposerAudience = {
  id: string;
  name: string;
  kind: "public" | "private";
  tone: string | null;
  mayExpectResolution: boolean;
};

type Worded = Pick<ComposerFields, "words" | "wordings" | "privately">;

/** Every wording of the form, the public one first; where only private audiences are written to, theirs alone. */
export function wordingsOf<One extends { audienceId: string; words: string }>(
  { words, wordings, privately }: { words: string; wordings: One[]; privately?: boolean },
  publicId: string,
): (One | { audienceId: string; words: string })[] {
  return privately ? wordings : [{ audienceId: publicId, words }, ...wordings];
}

/** The words for an audience. */
export const wordsOf = (fields: Worded, publicId: string, audienceId: string): string =>
  audienceId === publicId
    ? fields.words
    : (fields.wordings.find((one) => one.audienceId === audienceId)?.words ?? "");

/** The change of the form that gives an audience other words; one that was not spoken to is from then on. */
export function withWords(
  { wordings }: Worded,
  publicId: string,
  audienceId: string,
  words: string,
): Partial<Worded> {
  if (audienceId === publicId) return { words };
  const known = wordings.some((one) => one.audienceId === audienceId);
  if (!known) return { wordings: [...wordings, { audienceId, words }] };
  return { wordings: wordings.map((one) => (one.audienceId === audienceId ? { ...one, words } : one)) };
}

/** The change that promises an audience a time of its own; null: the public's. */
export function withPromise(
  { wordings }: Worded,
  audienceId: string,
  promise: Promised | null,
): Partial<Worded> {
  return {
    wordings: wordings.map((one) => (one.audienceId === audienceId ? { ...one, promise } : one)),
  };
}

/** The change that leaves an audience out. */
export const without = ({ wordings }: Worded, audienceId: string): Partial<Worded> => ({
  wordings: wordings.filter((one) => one.audienceId !== audienceId),
});

/** The form with the facts in place of their variables, as they were read last. */
export function filledIn<Form extends Worded>(
  form: Form,
  publicId: string,
  readings: Record<string, Reading>,
): Form {
  const fill = (audienceId: string, words: string) =>
    readings[audienceId]?.words === words ? readings[audienceId].filled : words;
  return {
    ...form,
    words: fill(publicId, form.words),
    wordings: form.wordings.map((one) => ({ ...one, words: fill(one.audienceId, one.words) })),
  };
}

/** Where a wording stands: nothing in it, notes that must be settled, or ready. Null while it is read. */
export function standingOf(words: string, reading: Reading | undefined): "empty" | "ready" | number | null {
  if (!words.trim()) return "empty";
  if (reading?.words !== words) return null;
  const must = reading.notes.filter(({ weight }) => weight === "must").length;
  return must || "ready";
}

/** Why it cannot go out yet, and for which audience first; null when nothing keeps it. */
export function keptBack(
  fields: Worded,
  publicId: string,
  audiences: ComposerAudience[],
  readings: Record<string, Reading>,
): { audienceId: string; words: string } | null {
  if (fields.privately && fields.wordings.length === 0) {
    return { audienceId: publicId, words: "Choose whom to write to." };
  }
  const all = wordingsOf(fields, publicId).map((one) => ({
    ...one,
    name: audiences.find(({ id }) => id === one.audienceId)?.name ?? "an audience",
    standing: standingOf(one.words, readings[one.audienceId]),
  }));
  const empty = all.find(({ standing, audienceId }) => standing === "empty" && audienceId !== publicId);
  const noted = all.filter(({ standing }) => typeof standing === "number");
  if (noted.length > 0) {
    const notes = noted.reduce((sum, { standing }) => sum + (standing as number), 0);
    const names = new Intl.ListFormat("en-GB").format(noted.map(({ name }) => name));
    const words = `${notes === 1 ? "1 note" : `${notes} notes`} to settle before this can go: ${names}.`;
    return { audienceId: noted[0]!.audienceId, words };
  }
  if (!empty) return null;
  return {
    audienceId: empty.audienceId,
    words: `No words for ${empty.name} yet. Write some, or leave them out.`,
  };
}

/** The places that still mean the same words, after the form went on from the words that were read. */
export function stillThere<Note extends { range: Place | null }>(
  notes: Note[],
  read: string,
  now: string,
): Note[] {
  let same = 0;
  while (same < read.length && read[same] === now[same]) same++;
  return notes.filter(({ range }) => range !== null && range.to <= same);
}
