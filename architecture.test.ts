import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { expect, test } from "vitest";

/**
 * The house: which room may open which. Types are free; only values count. Everyone may open lib/ and itself.
 * scripts/ and e2e/ stand outside: they may open anything, and nobody opens them.
 */
const opens: Record<string, string[]> = {
  app: ["status", "communications", "publication", "components"],
  pages: ["app", "status", "components"],
  components: [],
  communications: ["status", "emails", "db"],
  status: ["db"],
  publication: [],
  emails: [],
  db: [],
  lib: [],
};

/** Single files that may do what their room may not, each with its reason. */
const keyholders: Record<string, string[]> = {
  "app/context.ts": ["db"], // hands every verb its database
};

/** Files beside the rooms that belong to one. */
const annexes: Record<string, string> = { "proxy.ts": "app", "instrumentation.ts": "app" };

/** Packages that live only in these rooms. */
const lives: Record<string, string[]> = {
  next: ["app", "pages", "components"],
  "next-auth": ["app"],
  "@auth/drizzle-adapter": ["app"],
  resend: ["communications"],
  nodemailer: ["communications"],
  "pg-boss": ["communications"],
  "react-email": ["emails"],
  "@vercel/postgres": ["db"],
  pg: ["db", "communications"],
};

const rooms = Object.keys(opens);

function filesIn(room: string): string[] {
  const inside = readdirSync(room, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(tsx?|mjs|cjs|js)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name).replaceAll("\\", "/"))
    .filter((name) => !/\.test\.tsx?$/.test(name))
    .filter((name) => !name.includes("/testing/"));
  return [...inside, ...Object.keys(annexes).filter((file) => annexes[file] === room && existsSync(file))];
}

/** The modules whose values a source opens, statically or not. */
function valueImports(source: string): string[] {
  const found = source.matchAll(
    /^\s*(?:import|export)\s+(?!type\b)[^;"']*?["']([^"']+)["']|(?:import|require)\(\s*["']([^"']+)["']/gm,
  );
  return [...found].map((match) => match[1] ?? match[2]!);
}

/** What stands first on the way from the root: a room, a folder outside the house, or a file. Null for a package. */
function placeOf(specifier: string, file: string): string | null {
  if (specifier.startsWith("@/")) return specifier.slice(2).split("/")[0]!;
  if (!specifier.startsWith(".")) return null;
  return relative(".", join(dirname(file), specifier))
    .replaceAll("\\", "/")
    .split("/")[0]!;
}

function packageOf(specifier: string): string {
  return specifier
    .split("/")
    .slice(0, specifier.startsWith("@") ? 2 : 1)
    .join("/");
}

/** What a file opens that it may not, in words. */
function trespasses(room: string, file: string, source: string): string[] {
  const allowed = [room, "lib", ...opens[room]!, ...(keyholders[file] ?? [])];
  return valueImports(source).flatMap((specifier) => {
    const place = placeOf(specifier, file);
    if (place !== null) return allowed.includes(place) ? [] : [`${file} opens ${place}/`];
    const homes = lives[packageOf(specifier)];
    return homes && !homes.includes(room)
      ? [`${file} uses ${specifier}, which lives in ${homes.join("/, ")}/`]
      : [];
  });
}

test.each(rooms)("%s/ opens only the doors it may", (room) => {
  const found = filesIn(room);
  expect(found.length).toBeGreaterThan(0);
  expect(found.flatMap((file) => trespasses(room, file, readFileSync(file, "utf8")))).toEqual([]);
});

test("every folder of the product is a room, or stands outside on purpose", () => {
  const outside = ["scripts", "e2e", "docs", "node_modules", "public", "test-results", "playwright-report"];
  const folders = readdirSync(".", { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith("."))
    .map(({ name }) => name);
  expect(folders.filter((name) => !rooms.includes(name) && !outside.includes(name))).toEqual([]);
});

test.each([
  ["status/a.ts", 'import { x } from "@/communications/x";', "opens communications/"],
  ["status/a.ts", 'import { x } from "../app/x";', "opens app/"],
  ["components/a.tsx", 'import {\n  x,\n} from "@/status/x";', "opens status/"],
  ["publication/a.ts", 'export { x } from "@/db/client";', "opens db/"],
  ["communications/a.ts", 'await import("@/scripts/x");', "opens scripts/"],
  ["app/action.ts", 'import { db } from "@/db/client";', "opens db/"],
  ["status/a.ts", 'import { headers } from "next/headers";', "uses next/headers"],
  ["lib/a.ts", 'import "../db/client";', "opens db/"],
])("%s saying %j is a trespass", (file, source, words) => {
  expect(trespasses(file.split("/")[0]!, file, source).join()).toContain(words);
});

test("types are free, and the keyholder has its key", () => {
  expect(trespasses("components", "components/a.tsx", 'import type { X } from "@/status/x";')).toEqual([]);
  expect(trespasses("app", "app/context.ts", 'import { openDatabase } from "@/db/client";')).toEqual([]);
});

test("the public reader is the only way from public surfaces to the truth", () => {
  const surfaces = filesIn("app").filter((file) => file.startsWith("app/(public)/"));
  const others = surfaces.flatMap((file) =>
    valueImports(readFileSync(file, "utf8"))
      .filter((specifier) => specifier.startsWith("@/status/") && !specifier.startsWith("@/status/public/"))
      .map((specifier) => `${file} reads ${specifier}`),
  );
  expect(surfaces.length).toBeGreaterThan(5);
  expect(others).toEqual([]);
});

test("only pages/api regenerates pages", () => {
  const others = rooms
    .filter((room) => room !== "pages")
    .flatMap(filesIn)
    .filter((file) => /\.revalidate\(/.test(readFileSync(file, "utf8")));
  expect(others).toEqual([]);
});

test("a verb is told the time: nothing in status/ or communications/ reads the clock", () => {
  const measuring = [
    "communications/work.ts", // how long its own step took
    "communications/channels/webhook.ts", // signs the moment of the call itself
  ];
  const readers = ["status", "communications"]
    .flatMap(filesIn)
    .filter((file) => /\bnew Date\(\)|\bDate\.now\(\)/.test(readFileSync(file, "utf8")));
  expect(readers.filter((file) => !measuring.includes(file))).toEqual([]);
});
