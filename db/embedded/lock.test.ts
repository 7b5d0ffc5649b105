import { existsSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { LockHeldError, takeLock, withLock } from "./lock";

/** No process has it: Linux, macOS and Windows count lower. */
const deadProcess = 2 ** 31 - 2;
let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "drawbridge-lock-"));
  file = join(folder, "a.lock");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("two never hold a lock at once, and everyone gets it in the end", async () => {
  let inside = 0;
  let most = 0;
  const visit = () =>
    withLock(file, 20, async () => {
      most = Math.max(most, ++inside);
      await Promise.resolve();
      inside--;
    });
  await Promise.all([visit(), visit(), visit(), visit()]);
  expect(most).toBe(1);
  expect(existsSync(file)).toBe(false);
});

test("a living owner is not disturbed", async () => {
  const release = await takeLock(file, 0);
  await expect(takeLock(file, 0)).rejects.toThrow(LockHeldError);
  await expect(takeLock(file, 0)).rejects.toThrow(String(process.pid));
  release();
  (await takeLock(file, 0))();
});

test("a dead owner's lock is taken over", async () => {
  writeFileSync(file, `${deadProcess} x`);
  (await takeLock(file, 0))();
});

test("a lock that nobody has touched for long is taken over, though its process id lives again", async () => {
  writeFileSync(file, `${process.pid} before-the-reboot`);
  const longAgo = new Date(Date.now() - 3_600_000);
  utimesSync(file, longAgo, longAgo);
  (await takeLock(file, 0))();
});

test("a lock without its owner's name yet belongs to somebody", async () => {
  writeFileSync(file, "");
  await expect(takeLock(file, 0)).rejects.toThrow(LockHeldError);
});

test("who was taken over does not remove the new owner's lock", async () => {
  const release = await takeLock(file, 0);
  writeFileSync(file, "1 somebody-else");
  release();
  expect(readFileSync(file, "utf8")).toBe("1 somebody-else");
});

test("work that fails gives the lock back", async () => {
  await expect(withLock(file, 0, () => Promise.reject(new Error("no")))).rejects.toThrow("no");
  expect(existsSync(file)).toBe(false);
});
