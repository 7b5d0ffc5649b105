/** One line as it may be kept and shown: every kind of blank is one blank, and what nobody can see is gone. */
export const oneLine = (typed: string): string => visible(typed).replace(/\s+/gu, " ").trim();

/** The same for words with their line ends and indents. */
export const manyLines = (typed: string): string => visible(typed.replace(/\r\n?/g, "\n")).trim();

/** Marks over or under one letter; beyond these they run over their neighbours. */
const marks = /(\p{M}{5})\p{M}+/gu;
/** Control characters but the tabulator and the line feed: among them NUL, which no database takes. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is taken out
const controls = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/gu;
/**
 * What has no shape of its own: blanks of no width, soft hyphens, fillers, tags, and what turns the direction of
 * writing (CVE-2021-42574; Arabic and Hebrew are turned by their own letters). Emoji keep their selectors.
 */
const unseen =
  /(?!\u200c|\u200d|\ufe0e|\ufe0f)\p{Default_Ignorable_Code_Point}|[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufff9-\ufffb\ufffe\uffff]/gu;
/** Joiners shape Arabic, Indic scripts and emoji; behind a letter of ours they only make two equal names differ. */
const joiners =
  /(?<=^|[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{N}\p{P}\p{Z}\s\u200c\u200d])[\u200c\u200d]/gu;

/** The text in its composed form (NFC), so that what looks equal is equal, without what nobody can see. */
function visible(typed: string): string {
  const text = typed.toWellFormed().normalize("NFC").replace(unseen, "").replace(controls, " ");
  return text.replace(joiners, "").replace(marks, "$1");
}
