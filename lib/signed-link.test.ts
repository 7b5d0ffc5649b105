import fc from "fast-check";
import { expect, test } from "vitest";
import { openLink, signLink } from "./signed-link";

const id = "abcdefghijkl";

test("a link opens for the id and the purpose it was signed for, and is the same every time", () => {
  expect(openLink("leave", signLink("leave", id, "s"), "s")).toBe(id);
  expect(signLink("leave", id, "s")).toBe(signLink("leave", id, "s"));
});

test("a link does not open for another purpose or with another secret", () => {
  expect(openLink("manage", signLink("leave", id, "s"), "s")).toBeNull();
  expect(openLink("leave", signLink("leave", id, "s"), "t")).toBeNull();
});

test("nothing that we did not sign opens", () => {
  fc.assert(fc.property(fc.string(), (guess) => openLink("leave", guess, "s") === null));
  const good = signLink("leave", id, "s");
  fc.assert(
    fc.property(fc.nat(good.length - 1), fc.constantFrom(..."abcXYZ019-_"), (at, letter) => {
      const forged = good.slice(0, at) + letter + good.slice(at + 1);
      return openLink("leave", forged, "s") === (forged === good ? id : null);
    }),
  );
});
