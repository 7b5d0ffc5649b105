import { expect, test } from "vitest";
import { renderMarkdown } from "./markdown";
import { cutTo, fitted, type Paragraph, richText } from "./rich-text";

const read = (words: string) => richText(renderMarkdown(words));
const written = (paragraphs: Paragraph[]) =>
  paragraphs
    .map(({ mark, runs }) => (mark ? `${mark} ` : "") + runs.map(({ text }) => text).join(""))
    .join("\n");

test("looks, links and line ends are kept", () => {
  expect(read("A **bold** and *soft* ~~gone~~ `a < b` [page](https://x.example/?a=1&b=2)\nnext")).toEqual([
    {
      kind: "text",
      runs: [
        { text: "A " },
        { text: "bold", bold: true },
        { text: " and " },
        { text: "soft", italic: true },
        { text: " " },
        { text: "gone", strike: true },
        { text: " " },
        { text: "a < b", code: true },
        { text: " " },
        { text: "page", href: "https://x.example/?a=1&b=2" },
        { text: "\n" },
        { text: "next" },
      ],
    },
  ]);
});

test("lists, quotations and code are paragraphs of their kind", () => {
  const paragraphs = read("First\n\n- one\n- two\n\n1. a\n2. b\n\n> said\n\n```\nx  <y>\nz\n```\n\nlast");
  expect(paragraphs.map(({ kind, mark }) => mark ?? kind)).toEqual([
    "text",
    "•",
    "•",
    "1.",
    "2.",
    "quote",
    "code",
    "text",
  ]);
  expect(paragraphs[6]?.runs.map(({ text }) => text).join("")).toBe("x  <y>\nz");
});

test("what was written as markup of another kind is text or gone", () => {
  expect(written(read("&lt;b&gt; <script>x</script> 1 < 2 &amp; 3"))).toBe("<b> 1 < 2 & 3");
  expect(read("[x](javascript:alert(1))")[0]?.runs[0]).toEqual({ text: "x" });
});

test("cutting keeps whole characters and says that something is missing", () => {
  const { paragraphs, cut } = cutTo(read("Hello **wörld** 👩‍🚀 and more"), 8);
  expect(written(paragraphs)).toBe("Hello wö…");
  expect(cut).toBe(true);
  expect(cutTo(read("short"), 5).cut).toBe(false);
});

test("what escaping lengthens is cut until it fits", () => {
  const { text, cut } = fitted(read("&".repeat(500)), (some) => written(some).replaceAll("&", "&amp;"), 300);
  expect(text.length).toBeLessThanOrEqual(300);
  expect(text.length).toBeGreaterThan(200);
  expect(cut).toBe(true);
});
