/** The alphabets that we can tell, by the names people call them. Letters that many share (digits, marks) are of none. */
const scripts: Record<string, RegExp> = {
  Latin: /\p{Script=Latin}/u,
  Greek: /\p{Script=Greek}/u,
  Cyrillic: /\p{Script=Cyrillic}/u,
  Armenian: /\p{Script=Armenian}/u,
  Georgian: /\p{Script=Georgian}/u,
  Cherokee: /\p{Script=Cherokee}/u,
  Coptic: /\p{Script=Coptic}/u,
  Hebrew: /\p{Script=Hebrew}/u,
  Arabic: /\p{Script=Arabic}/u,
  Devanagari: /\p{Script=Devanagari}/u,
  Bengali: /\p{Script=Bengali}/u,
  Tamil: /\p{Script=Tamil}/u,
  Thai: /\p{Script=Thai}/u,
  // One writing uses several of them, and Latin letters among them.
  "East Asian":
    /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Bopomofo}ー]/u,
};

/** The alphabets whose letters stand in a text. */
export const scriptsOf = (text: string): string[] =>
  Object.entries(scripts).flatMap(([name, letters]) => (letters.test(text) ? [name] : []));

/** The alphabets that one word mixes as no language does (Unicode's UTS 39, "highly restrictive"); null: it does not. */
export function mixedScripts(word: string): string[] | null {
  const found = scriptsOf(word);
  const mixes =
    found.length > 2 || (found.length === 2 && !(found[0] === "Latin" && found[1] === "East Asian"));
  return mixes ? found : null;
}

/** The same for a name of several words: of the first word that mixes any. */
export function mixedInName(name: string): string[] | null {
  for (const word of name.split(/\s/)) {
    const mixed = mixedScripts(word);
    if (mixed) return mixed;
  }
  return null;
}

/** Letters of Cyrillic and Greek that nobody tells from Latin ones. */
const latinAlike = /^[асԁеһіјӏорԛѕԝхуъьҽпгѵѡαορνικυωο\p{N}-]+$/u;

/** Whether a word without one Latin letter can be read as a Latin one: "аррӏе" of Cyrillic letters. */
export const looksLatin = (word: string): boolean => /[^\p{N}-]/u.test(word) && latinAlike.test(word);

/** Whether all letters are of alphabets that we can tell. */
export const isTellable = (word: string): boolean =>
  [...word].every((sign) => !/\p{L}/u.test(sign) || scriptsOf(sign).length > 0);
