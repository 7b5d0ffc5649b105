import { expect, test } from "vitest";
import { chooseLanguage } from "./choose-language";

test.each([
  ["en-GB,en;q=0.9", "en"],
  ["de, en;q=0.5", "en"],
  ["xx;q=1, yy", "en"],
  ["constructor", "en"],
  ["", "en"],
  [null, "en"],
])("a reader who asks for %o gets %s", (accepted, language) => {
  expect(chooseLanguage(accepted)).toBe(language);
});
