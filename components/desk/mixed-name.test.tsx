import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { MixedName } from "./mixed-name";

test("of a name that mixes alphabets in one word it is said, of others nothing", () => {
  expect(renderToStaticMarkup(<MixedName name="Ines Okаfor" />)).toContain(
    "mixes Latin and Cyrillic letters",
  );
  for (const name of ["Ines Okafor", "Инес Окафор", "Άννα", "田中 Ken", "Zoë Müller", ""])
    expect(renderToStaticMarkup(<MixedName name={name} />)).toBe("");
});
