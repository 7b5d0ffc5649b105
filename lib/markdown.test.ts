import { expect, test } from "vitest";
import { renderMarkdown } from "./markdown";

test("words become paragraphs, lists, emphasis and links", () => {
  expect(renderMarkdown("About **1 in 8** fails.\n\n- try again\n- use a wallet")).toBe(
    "<p>About <strong>1 in 8</strong> fails.</p>\n<ul>\n<li>try again</li>\n<li>use a wallet</li>\n</ul>",
  );
  expect(renderMarkdown("[help](https://help.example)")).toBe(
    '<p><a href="https://help.example" rel="noopener nofollow">help</a></p>',
  );
});

test.each([
  "<script>alert(1)</script>",
  "<img src=x onerror=alert(1)>",
  "[click](javascript:alert(1))",
  '<a href="data:text/html,<script>alert(1)</script>">x</a>',
  '<p style="position:fixed">x</p>',
  "<svg/onload=alert(1)>",
  "<iframe src=https://evil.example></iframe>",
])("hostile words lose what could act: %s", (words) => {
  expect(renderMarkdown(words)).not.toMatch(
    /<(script|iframe|img|svg)|<[^>]*(javascript:|on\w+=|style=|data:)/i,
  );
});

test("a heading stays words, so the page keeps its outline", () => {
  expect(renderMarkdown("# Big")).toBe("<p>Big</p>");
});
