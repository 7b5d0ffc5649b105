/** The characters of a text message's own alphabet (GSM 03.38); those of the second row count twice. */
const basic =
  "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
const extended = "^{}\\[~]|€";

const replacements: Record<string, string> = {
  "\u2018": "'",
  "\u2019": "'",
  "\u201a": "'",
  "\u201c": '"',
  "\u201d": '"',
  "\u201e": '"',
  "\u2013": "-",
  "\u2014": "-",
  "\u2212": "-",
  "\u2022": "-",
  "\u00b7": "-",
  "\u2026": "...",
  "\u00a0": " ",
  "\u202f": " ",
  "\u2192": "->",
  "`": "'",
  "\u00ab": '"',
  "\u00bb": '"',
};

/**
 * A text in the alphabet of text messages, as far as it goes: typographic marks become plain ones and foreign accents
 * are dropped. One letter outside of it would make the whole message cost more than twice.
 */
export function toGsm(text: string): string {
  return [...text].map((character) => (isGsm(character) ? character : closest(character))).join("");
}

function closest(character: string): string {
  const known = replacements[character];
  if (known !== undefined) return known;
  const bare = character.normalize("NFKD").replace(/\p{M}/gu, "");
  return [...bare].every(isGsm) ? bare : character;
}

const isGsm = (character: string) => basic.includes(character) || extended.includes(character);

/** How many parts a text message is sent as. */
export function segments(text: string): number {
  const characters = [...text];
  if (!characters.every(isGsm)) return text.length <= 70 ? 1 : Math.ceil(text.length / 67);
  const length = characters.reduce((sum, character) => sum + (extended.includes(character) ? 2 : 1), 0);
  return length <= 160 ? 1 : Math.ceil(length / 153);
}
