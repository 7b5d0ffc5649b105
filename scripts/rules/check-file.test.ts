import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { checkFile } from "./check-file";

const example = readFileSync("docs/drawbridge-rules.json", "utf8");

test("the example of docs/rules.md holds, and reads its rules aloud", () => {
  const { ok, lines } = checkFile(example);
  expect(ok, lines.join("\n")).toBe(true);
  expect(lines[0]).toBe(
    "1. When an incident opens, severity is SEV1 or SEV2 and Checkout is affected, tell Executives by text message, then email within 5 minutes, then every 30 minutes while it is unresolved.",
  );
  expect(lines.at(-1)).toBe("All 5 checks hold.");
});

test("a check that does not hold fails the file and says why", () => {
  const { ok, lines } = checkFile(example.replace('"SEV1", "SEV2"', '"SEV2"'));
  expect(ok).toBe(false);
  expect(lines.join("\n")).toContain("did not run: severity is SEV1, not SEV2.");
  expect(lines.at(-1)).toBe("1 of 5 checks do not hold.");
});

test("what is not a file of rules says where it goes wrong", () => {
  expect(checkFile("{")).toMatchObject({
    ok: false,
    lines: [expect.anything(), expect.stringMatching("not JSON")],
  });
  expect(checkFile(example.replace('"opened"', '"opend"')).lines[1]).toMatch(/^ {2}rules\.0\.when/);
  expect(checkFile(example.replace('"hears"', '"heers"'))).toMatchObject({ ok: false });
});
