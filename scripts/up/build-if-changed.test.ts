import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { isBuilt, noteBuilt } from "./build-if-changed";
import { hashOf } from "./hash-of";

let root: string;
const write = (name: string, content: string) => writeFileSync(join(root, name), content);
const hash = () => hashOf(["app", "lock.json", "missing"], root);

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "drawbridge-hash-"));
  mkdirSync(join(root, "app", "desk"), { recursive: true });
  write("app/desk/page.tsx", "one");
  write("lock.json", "{}");
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

test("the same sources have the same hash, however often they are written", () => {
  const before = hash();
  write("app/desk/page.tsx", "one");
  expect(hash()).toBe(before);
});

test.each<[string, () => void]>([
  ["a changed byte", () => write("app/desk/page.tsx", "two")],
  ["a new file", () => write("app/new.ts", "")],
  ["another name", () => renameSync(join(root, "app/desk/page.tsx"), join(root, "app/desk/route.tsx"))],
  ["a file that is gone", () => rmSync(join(root, "app/desk/page.tsx"))],
  ["other dependencies", () => write("lock.json", '{"next":"17"}')],
])("%s makes another hash", (_, change) => {
  const before = hash();
  change();
  expect(hash()).not.toBe(before);
});

test("a test is no source", () => {
  const before = hash();
  write("app/desk/page.test.tsx", "x");
  write("app/desk/verb.integration.test.ts", "x");
  expect(hash()).toBe(before);
});

test("a build counts only when it is finished and made from these sources", () => {
  expect(isBuilt(root, "a")).toBe(false);
  noteBuilt(root, "a");
  expect(isBuilt(root, "a")).toBe(false);
  write("BUILD_ID", "x");
  expect(isBuilt(root, "a")).toBe(true);
  expect(isBuilt(root, "b")).toBe(false);
});
