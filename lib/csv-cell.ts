/** What a spreadsheet would run as a formula when it opens the file. */
const formula = /^'*[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20]/;

/** A cell that no spreadsheet runs: a quote before it makes it text. */
export const guardCell = (text: string): string => (formula.test(text) ? `'${text}` : text);

/** What `guardCell` was given. */
export const unguardCell = (text: string): string =>
  text.startsWith("'") && formula.test(text) ? text.slice(1) : text;
