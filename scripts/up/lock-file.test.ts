import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

type Entry = {
  extraneous?: boolean;
  dependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
};
const packages: Record<string, Entry> = JSON.parse(readFileSync("package-lock.json", "utf8")).packages;

test("the lock file names the parts of every platform, not only of the one it was written on", () => {
  // npm skips an optional part that the file does not name, and says nothing: the build breaks on that machine only.
  const unnamed = Object.entries(packages).flatMap(([path, entry]) =>
    Object.keys({ ...entry.dependencies, ...entry.optionalDependencies })
      .filter((name) => !isNamed(path, name))
      .map((name) => `${path || "drawbridge"} needs ${name}`),
  );
  expect(unnamed).toEqual([]);
});

test("the lock file names nothing that nothing needs", () => {
  expect(Object.keys(packages).filter((path) => packages[path]!.extraneous)).toEqual([]);
});

/** As Node looks for it: inside the one that needs it, then in every folder above. */
function isNamed(from: string, name: string): boolean {
  const nested = (from && `/${from}`).split("/node_modules/");
  return nested.some((_, depth) => {
    const above = nested.slice(0, nested.length - depth);
    return [...above, name].join("/node_modules/").slice(1) in packages;
  });
}
