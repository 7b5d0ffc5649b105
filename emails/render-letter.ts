import type { ReactElement } from "react";
import { render, toPlainText } from "react-email";

/** A letter as its two twins. Same props, same bytes: a retry must not differ from the first try. */
export async function renderLetter(letter: ReactElement): Promise<{ html: string; text: string }> {
  const html = await render(letter);
  const text = toPlainText(html, { selectors: [{ selector: "h1", options: { uppercase: false } }] });
  return { html, text: text.replace(markedAddress, "<$1>$2") };
}

/** An address with a mark of the sentence behind it, which a mail program could take for a part of it (RFC 3986, appendix C). */
const markedAddress = /(https?:\/\/[^\s<>]*[^\s<>.,;:!?)\]])([.,;:!?)\]]+)(?=\s|$)/g;
