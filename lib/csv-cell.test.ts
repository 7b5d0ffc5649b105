import fc from "fast-check";
import { expect, test } from "vitest";
import { guardCell, unguardCell } from "./csv-cell";

test.each(["=1+1", "+43660", "-1", "@sum", "\tx", "'=x"])("%o is text and no formula", (text) => {
  expect(guardCell(text)).toBe(`'${text}`);
});

test("whatever was guarded comes back as it was, and what needs no guard is left alone", () => {
  fc.assert(
    fc.property(fc.string(), fc.constantFrom("", "'", "=", "'+", "@"), (rest, first) => {
      const text = first + rest;
      expect(unguardCell(guardCell(text))).toBe(text);
      expect(guardCell(text)).not.toMatch(/^[=+\-@\t\r]/);
    }),
  );
  expect(guardCell("ana@reader.example")).toBe("ana@reader.example");
});
