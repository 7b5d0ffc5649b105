import { expect, test, vi } from "vitest";
import { z } from "zod";
import { DomainError } from "@/lib/domain-error";
import { answer } from "./answer";

test("a verb's result is passed on", async () => {
  expect(await answer(async () => ({ id: "a" }))).toEqual({ ok: true, result: { id: "a" } });
});

test("a foreseen refusal keeps its code, its words and its fields", async () => {
  const refused = await answer(async () => {
    throw new DomainError("too_late", "That time has passed.", { nextUpdateBy: "Choose a later time." });
  });
  expect(refused).toEqual({
    ok: false,
    code: "too_late",
    error: "That time has passed.",
    fields: { nextUpdateBy: "Choose a later time." },
  });
});

test("input that does not parse names each field once", async () => {
  const refused = await answer(async () => z.object({ title: z.string("Write a title.") }).parse({}));
  expect(refused).toMatchObject({ ok: false, code: "invalid", fields: { title: "Write a title." } });
});

test("an unforeseen fault is logged under the id that the person reads, and its insides stay inside", async () => {
  const log = vi.fn();
  const refused = await answer(
    async () => {
      throw new Error('relation "users" does not exist');
    },
    "published",
    log,
  );
  if (refused.ok) throw new Error("should have been refused");
  const id = /Fault (\w+)/.exec(refused.error)?.[1];
  expect(refused.error).toContain("Nothing left");
  expect(refused.error).not.toContain("relation");
  expect(log).toHaveBeenCalledWith(`Fault ${id}`, expect.any(Error));
});

test("a fault says what is safe in the words of the form: settings publish nothing", async () => {
  const broken = async () => Promise.reject(new Error("gone"));
  const said = await Promise.all(
    (["answered", "saved", "takenBack"] as const).map((doing) => answer(broken, doing, vi.fn())),
  );
  for (const one of said) expect(one).toMatchObject({ error: expect.not.stringMatching(/publish|left/i) });
  expect(said[1]).toMatchObject({
    error: expect.stringMatching(/^Not saved\. Nothing was changed\. Try again/),
  });
});

test("Next's own signals go through", async () => {
  const signal = Object.assign(new Error("redirect"), { digest: "NEXT_REDIRECT;/desk" });
  await expect(answer(async () => Promise.reject(signal))).rejects.toBe(signal);
});

test.each([
  ["ECONNREFUSED", /does not answer/],
  ["25006", /takes no changes/],
  ["53100", /disk of the database is full/],
])("what the database refuses (%s) is said in plain words, with what still works", async (code, words) => {
  const refused = await answer(
    async () => {
      throw Object.assign(new Error("Failed query"), { code });
    },
    "published",
    () => undefined,
  );
  if (refused.ok) throw new Error("should have been refused");
  expect(refused.error).toMatch(words);
  expect(refused.error).toMatch(/Not published.*Readers still get the page, and your words stay here/);
});
