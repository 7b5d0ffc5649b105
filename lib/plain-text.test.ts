import { expect, test } from "vitest";
import { plainText } from "./plain-text";

test("paragraphs, lists and links stay readable without their tags", () => {
  const html =
    '<p>We <strong>fixed</strong> it &amp; watch. <a href="https://a.example/x">More</a></p><ul><li>one</li><li>two</li></ul>';
  expect(plainText(html)).toBe("We fixed it & watch. More (https://a.example/x)\n- one\n- two");
});

test("an escaped tag is shown as it was written, and decoded only once", () => {
  expect(plainText("<p>&lt;b&gt; &amp;lt; &#128512; &#x27;</p>")).toBe("<b> &lt; 😀 '");
});
