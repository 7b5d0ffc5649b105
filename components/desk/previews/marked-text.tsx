import { Fragment, type ReactNode } from "react";

/** How a chat marks what stands out. `pattern` has a group for each maker, in order, with what stands inside it. */
export type Dialect = {
  pattern: RegExp;
  makers: ((...inner: string[]) => ReactNode)[];
  plain: (text: string) => string;
};

/** A chat's own marks as markup. What is not marked stays text, so nothing in it can become more than words. */
export function MarkedText({ text, dialect }: { text: string; dialect: Dialect }): ReactNode {
  const parts: ReactNode[] = [];
  let from = 0;
  for (const match of text.matchAll(dialect.pattern)) {
    parts.push(dialect.plain(text.slice(from, match.index)));
    parts.push(made(match, dialect));
    from = match.index + match[0].length;
  }
  parts.push(dialect.plain(text.slice(from)));
  // biome-ignore lint/suspicious/noArrayIndexKey: drawn once, from a text that does not change
  return parts.map((part, index) => <Fragment key={index}>{part}</Fragment>);
}

function made(match: RegExpMatchArray, { makers }: Dialect): ReactNode {
  const groups = match.slice(1);
  let at = 0;
  for (const maker of makers) {
    const inner = groups.slice(at, at + maker.length);
    if (inner.some((text) => text !== undefined)) return maker(...inner.map((text) => text ?? ""));
    at += maker.length;
  }
  return match[0];
}
