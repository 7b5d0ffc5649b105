import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

/** Where a letter's links lead is configuration: a domain in the code would be somebody else's. */
test.each(["emails", "communications"])("no file of %s names a domain", (room) => {
  const files = readdirSync(room, { recursive: true, encoding: "utf8" })
    .filter((name) => /\.tsx?$/.test(name) && !/\.test\.tsx?$|testing[\\/]/.test(name))
    .map((name) => join(room, name));
  const named = files.filter((file) =>
    /https?:\/\/[a-z0-9]/i.test(withoutComments(readFileSync(file, "utf8"))),
  );
  expect(named).toEqual([]);
});

const withoutComments = (source: string) => source.replace(/\/\*[\s\S]*?\*\//g, "");
