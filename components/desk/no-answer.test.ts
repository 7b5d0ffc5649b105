import { UnrecognizedActionError } from "next/dist/client/components/unrecognized-action-error";
import { expect, test } from "vitest";
import { noAnswer, updatedWords } from "./no-answer";

test("a tab of the build before hears that the desk was updated, and that its words are kept", () => {
  const heard = noAnswer(new UnrecognizedActionError("gone"), "No answer.", updatedWords.written);
  expect(heard).toMatchObject({ code: "updated", error: expect.stringContaining("Your words are kept") });
});

test("a button without words promises none", () => {
  expect(noAnswer(new UnrecognizedActionError("gone"), "No answer.").error).not.toContain("words");
});

test("a desk that cannot be reached is something else", () => {
  const heard = noAnswer(new TypeError("Failed to fetch"), "Not saved. Try again.");
  expect(heard).toMatchObject({ code: "unreachable", error: "Not saved. Try again." });
});

test("what Next steers by goes on", () => {
  const redirect = Object.assign(new Error("redirect"), { digest: "NEXT_REDIRECT;/desk" });
  expect(() => noAnswer(redirect, "No answer.")).toThrow(redirect);
});
