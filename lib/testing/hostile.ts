import fc from "fast-check";

/** Stands in every value below: where it appears as markup, a header or a cookie, somebody's words were obeyed. */
export const mark = "x7q";

/** What has broken programs before: markup, headers, paths, queries, formulas, formats, lengths, letters. */
export const knownHostile = [
  `<${mark} onload=1>`,
  `"><${mark}>`,
  `' ${mark}='1`,
  `</title></style></script></textarea><${mark}>`,
  `]]><${mark}>`,
  `--><${mark}>`,
  `javascript:${mark}`,
  `[a](javascript:${mark}) ![b](x "onerror=${mark}") <a href="data:text/html,<${mark}>">`,
  `&lt;${mark}&gt; &#60;${mark}&#62;`,
  `\r\nSet-Cookie: ${mark}=1\r\n\r\n<${mark}>`,
  `a@b.example\r\nBcc: ${mark}@example.com`,
  "../../../../etc/passwd",
  "..\\..\\windows\\win.ini",
  "%2e%2e%2f%00",
  "\u0000",
  `a\u0000${mark}`,
  "' or '1'='1' --",
  "1); drop table users; --",
  "\\",
  "%",
  "$" + "{7*7}{{7*7}}<%= 7*7 %>",
  "=cmd|'/c calc'!A0",
  "__proto__",
  "constructor",
  "1e309",
  "-1",
  "NaN",
  "99999999999999999999",
  "2026-13-45T99:99",
  "0000-00-00",
  "+275760-09-14",
  "\ud800",
  "\udc00\ud800",
  "\u202e\u2066\u200b\ufeff",
  "İıſK",
  `${"\u0336".repeat(400)}`,
  "👩🏽‍🚀".repeat(60),
  "аdmin@pаypal.com",
  "https://pаypal.com/аррӏе",
  "https://xn--pypal-4ve.com, https://xn--0.example, https://xn--a.xn--.example",
  '\u2028{"level":"error","msg":"forged"}\u0085\u001b[2K',
  "[".repeat(5_000),
  "a".repeat(30_000),
  " ".repeat(9_000),
  "",
];

/** Anything that a stranger may send as text. */
export const hostile = fc.oneof(
  { arbitrary: fc.constantFrom(...knownHostile), weight: 3 },
  { arbitrary: fc.string({ unit: "binary", maxLength: 80 }), weight: 1 },
);

/** JSON of any shape, with such texts in it. */
export const hostileJson = fc
  .dictionary(
    fc.oneof(fc.constantFrom("subject", "fields", "words", "version", "since", "said"), hostile),
    fc.oneof(hostile, fc.jsonValue({ maxDepth: 3 })),
    { maxKeys: 6 },
  )
  .map((value) => JSON.stringify(value));

const tag = /<([a-z][^\s/>]*)((?:\s+[^\s=>"'/]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>"']+))?)*)\s*\/?>/gi;
const attribute = /([^\s=>"'/]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"']+)))?/g;

/** What of a page's markup came from somebody's words: elements, event handlers, links that run. */
export function obeyedIn(html: string): string[] {
  return [...html.matchAll(tag)].flatMap(([, name, attributes]) => [
    ...(/x7q/i.test(name!) ? [`<${name}>`] : []),
    ...[...attributes!.matchAll(attribute)].flatMap(([, key, ...values]) => {
      const value = values.find((one) => one !== undefined) ?? "";
      const runs =
        /^(href|src|action|formaction)$/i.test(key!) && /^\s*(javascript|vbscript|data:text)/i.test(value);
      return /^on|x7q/i.test(key!) || runs ? [`${key}=${value}`] : [];
    }),
  ]);
}
