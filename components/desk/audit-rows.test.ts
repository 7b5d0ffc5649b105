import { expect, test } from "vitest";
import { linesOf, summaryOf, wordsOf } from "./audit-rows";

test("what was done is said in words", () => {
  expect(wordsOf("incident_opened")).toBe("incident opened");
  expect(wordsOf("update_words:insert")).toBe("update words added");
});

test("of very many deeds in one change the first are said, and how many there are besides", () => {
  const what = ["incident_opened", "users:insert", "sessions:insert", "events:insert"];
  expect(summaryOf(what)).toBe("incident opened · users added · sessions added · events added");
  expect(summaryOf([...what, "updates:insert"])).toBe(
    "incident opened · users added · sessions added · and 2 more",
  );
});

test("a change says what was before and what after; a long value is cut", () => {
  const changed = {
    key: { id: "a" },
    before: { role: "viewer", name: null },
    after: { role: "owner", name: "B" },
  };
  expect(linesOf({ table: "users", operation: "update", rows: 1, changes: [changed] })).toEqual([
    "users a changed — role: viewer → owner; name: nothing → B",
  ]);
  const [line] = linesOf({
    ...{ table: "update_words", operation: "insert", rows: 1 },
    changes: [{ key: { update_id: "u" }, after: { update_id: "u", words: "x".repeat(999) } }],
  });
  expect(line).toMatch(/^update words u added — words: x{200}…$/);
});

test("of many rows the first are shown, and how many there are", () => {
  const change = {
    table: "subscribers",
    operation: "delete" as const,
    rows: 50_000,
    changes: [{ key: { id: "s" } }],
  };
  expect(linesOf(change)).toEqual(["subscribers s removed", "and 49999 more of subscribers"]);
});
