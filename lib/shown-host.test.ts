import fc from "fast-check";
import { expect, test } from "vitest";
import { mixedInName, mixedScripts } from "./mixed-scripts";
import { keptHost, readHost, shownHost, shownLink, shownMail } from "./shown-host";

test.each([
  ["pаypal.com", "xn--pypal-4ve.com", "a Cyrillic а"],
  ["xn--pypal-4ve.com", "xn--pypal-4ve.com", "the same, as machines write it"],
  ["gοοgle.com", "xn--ggle-0nda.com", "Greek omicrons"],
  ["аррӏе.com", "xn--80ak6aa92e.com", "wholly Cyrillic, and looks Latin"],
  ["status.аpi.example", "status.xn--pi-6kc.example", "in any part of it"],
  ["раура1.example", "xn--1-7sba6dbr.example", "with a digit"],
  ["ᏢᏢᏢx.example", "xn--x-tdiaa.example", "Cherokee beside Latin"],
])("%s is shown as %s (%s)", (host, shown) => {
  expect(shownHost(host)).toBe(shown);
  expect(readHost(host).deceives).toBe(true);
});

test.each([
  "status.example.com",
  "müller.example",
  "straße.example",
  "пример.рф",
  "почта.example",
  "ένα-παράδειγμα.gr",
  "例え.jp",
  "テストtest.jp",
  "한국.kr",
  "مثال.example",
  "ישראל.example",
  "उदाहरण.example",
  "ตัวอย่าง.example",
  "ор.рф",
  "1.1.1.1",
  "localhost",
])("%s is shown in its own letters", (host) => {
  expect(shownHost(new URL(`http://${host}`).hostname)).toBe(host);
  expect(readHost(host).deceives).toBe(false);
});

test("what is no host stays as it is", () => {
  for (const text of ["", "a b", "xn--", "[::1]", "…"]) expect(shownHost(text)).toBe(text);
});

test("in addresses of mail and of the web the host alone is changed", () => {
  expect(shownMail("аdmin@pаypal.com")).toBe("аdmin@xn--pypal-4ve.com");
  expect(shownMail("ana@xn--mller-kva.example")).toBe("ana@müller.example");
  expect(shownMail("nobody")).toBe("nobody");
  expect(shownLink("https://xn--pypal-4ve.com:8443/a?b#c")).toBe("https://xn--pypal-4ve.com:8443/a?b#c");
  expect(shownLink("https://xn--mller-kva.example/a")).toBe("https://müller.example/a");
  expect(shownLink("mailto:a@b.example")).toBe("mailto:a@b.example");
});

test("what is shown in its own letters is found by them", () => {
  expect(keptHost("müller.example")).toBe("xn--mller-kva.example");
  expect(keptHost("ana@müller.example")).toBe("ana@xn--mller-kva.example");
  for (const part of ["ana@", "example", "ana müller"]) expect(keptHost(part)).toBe(part);
});

test("whatever a host is, what is shown leads to it", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", minLength: 1, maxLength: 20 }), (label) => {
      const { ascii } = readHost(`${label}.example`);
      if (ascii !== `${label}.example`) expect(readHost(shownHost(ascii)).ascii).toBe(ascii);
    }),
    { numRuns: 2_000 },
  );
});

test.each([
  ["Ines Okаfor", ["Latin", "Cyrillic"]],
  ["Αnna", ["Latin", "Greek"]],
  ["Ines Okafor", null],
  ["Zoë Müller-Lüdenscheidt", null],
  ["Инес Окафор", null],
  ["Άννα Παπαδοπούλου", null],
  ["田中さくら", null],
  ["佐藤 Ken", null],
  ["Ken佐藤", null],
  ["Anna Παπά", null],
  ["O’Brien", null],
])("in the name %s are mixed: %j", (name, mixed) => expect(mixedInName(name)).toEqual(mixed));

test("alphabets are told by their letters", () =>
  expect(mixedScripts("pаypal")).toEqual(["Latin", "Cyrillic"]));
