import { plainText } from "./plain-text";

/** A piece of text of one look. */
export type Run = {
  text: string;
  bold?: boolean;
  italic?: boolean;
  strike?: boolean;
  code?: boolean;
  href?: string;
};
/** A paragraph, a list's entry with its mark ("•", "2."), a quotation or lines of code. */
export type Paragraph = { kind: "text" | "item" | "quote" | "code"; mark?: string; runs: Run[] };

type Look = Omit<Run, "text">;
const looks: Record<string, keyof Look> = { strong: "bold", em: "italic", del: "strike", code: "code" };

/** Cleaned HTML (lib/markdown) as paragraphs of runs, from which a chat's own formatting is written. */
export function richText(html: string): Paragraph[] {
  const reader = new Reader();
  for (const [, tag, attributes, text] of html.matchAll(/<(\/?\w+)(?!\w)([^<>]*)>|([^<]+)/g)) {
    if (text !== undefined) reader.say(text);
    else if (tag!.startsWith("/")) reader.close(tag!.slice(1));
    else reader.open(tag!, attributes!);
  }
  return reader.end();
}

class Reader {
  private readonly done: Paragraph[] = [];
  private current: Paragraph = { kind: "text", runs: [] };
  private readonly look: Look = {};
  private readonly lists: (number | null)[] = [];
  private quotes = 0;

  open(tag: string, attributes: string): void {
    const name = looks[tag];
    if (name && this.current.kind !== "code") Object.assign(this.look, { [name]: true });
    else if (tag === "a") this.look.href = /href="([^"]*)"/.exec(attributes)?.[1];
    else if (tag === "br") this.current.runs.push({ text: "\n" });
    else if (tag === "ul" || tag === "ol") this.lists.push(tag === "ol" ? 0 : null);
    else if (tag === "li") this.begin({ kind: "item", mark: this.nextMark(), runs: [] });
    else if (tag === "blockquote") this.quotes++;
    else if (tag === "pre") this.begin({ kind: "code", runs: [] });
    // A list's entry may hold paragraphs of its own.
    else if (tag === "p" && this.current.runs.length > 0)
      this.begin({ kind: this.quotes ? "quote" : "text", runs: [] });
    if (tag === "p" && this.quotes && this.current.kind === "text") this.current.kind = "quote";
  }

  close(tag: string): void {
    const name = looks[tag];
    if (name) delete this.look[name];
    else if (tag === "a") delete this.look.href;
    else if (tag === "ul" || tag === "ol") this.lists.pop();
    else if (tag === "blockquote") this.quotes--;
    if (["p", "li", "pre", "blockquote", "ul", "ol"].includes(tag)) this.begin({ kind: "text", runs: [] });
  }

  /** Line ends between tags are layout; inside code they are text. */
  say(html: string): void {
    const code = this.current.kind === "code";
    if (!code && html.trim() === "" && this.current.runs.length === 0) return;
    const text = decode(html);
    this.current.runs.push({ text: code ? text : text.replace(/\s+/g, " "), ...this.decodedLook() });
  }

  end(): Paragraph[] {
    this.begin({ kind: "text", runs: [] });
    return this.done;
  }

  private begin(next: Paragraph): void {
    const { runs } = this.current;
    const last = runs.at(-1);
    if (last) last.text = last.text.trimEnd();
    if (runs.some(({ text }) => text.trim() !== "")) this.done.push(this.current);
    this.current = next;
  }

  private nextMark(): string {
    const list = this.lists.at(-1);
    if (typeof list !== "number") return "•";
    this.lists[this.lists.length - 1] = list + 1;
    return `${list + 1}.`;
  }

  private decodedLook(): Look {
    return this.look.href ? { ...this.look, href: decode(this.look.href) } : { ...this.look };
  }
}

/** plainText trims; a run's blanks at either end part it from its neighbours. */
const decode = (html: string) => plainText(`|${html}|`).slice(1, -1);

/** A text and the blanks around it: a mark of bold or code must touch the words. */
export function blanksAround(text: string): { before: string; inner: string; after: string } {
  const inner = text.trim();
  const begin = text.indexOf(inner);
  return { before: text.slice(0, begin), inner, after: text.slice(begin + inner.length) };
}

/** The first characters of paragraphs, whole runs as far as they go; `cut` says whether something was left out. */
export function cutTo(
  paragraphs: Paragraph[],
  charactersMax: number,
): { paragraphs: Paragraph[]; cut: boolean } {
  let left = charactersMax;
  const kept: Paragraph[] = [];
  for (const paragraph of paragraphs) {
    const runs: Run[] = [];
    for (const run of paragraph.runs) {
      const characters = [...run.text];
      if (characters.length > left) {
        if (left > 0) runs.push({ ...run, text: `${characters.slice(0, left).join("").trimEnd()}…` });
        if (runs.length) kept.push({ ...paragraph, runs });
        return { paragraphs: kept, cut: true };
      }
      left -= characters.length;
      runs.push(run);
    }
    kept.push({ ...paragraph, runs });
  }
  return { paragraphs: kept, cut: false };
}

/** As many characters of paragraphs as fit when they are written out: `write` may lengthen them by escaping. */
export function fitted(
  paragraphs: Paragraph[],
  write: (some: Paragraph[]) => string,
  lengthMax: number,
): { text: string; cut: boolean } {
  for (let characters = lengthMax; ; characters = Math.floor(characters * 0.8)) {
    const some = cutTo(paragraphs, characters);
    const text = write(some.paragraphs);
    if (text.length <= lengthMax) return { text, cut: some.cut };
  }
}
