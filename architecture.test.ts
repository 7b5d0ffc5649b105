import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { expect, test } from "vitest";

/** The house: which room may open which. Types are free; only values count. Everyone may open lib/. */
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

/** Packages that live only in these rooms. */
const lives: Record<string, string[]> = {
  next: ["app", "pages", "components"],
  "next-auth": ["app"],
  resend: ["communications"],
  nodemailer: ["communications"],
  "pg-boss": ["communications"],
  "react-email": ["emails"],
  "@vercel/postgres": ["db"],
};

const rooms = Object.keys(opens);

function filesIn(room: string): string[] {
  return readdirSync(room, { recursive: true, encoding: "utf8" })
    .filter((name) => /\.tsx?$/.test(name) && !/\.test\.tsx?$/.test(name) && !/\/?testing\//.test(name))
    .map((name) => join(room, name).replaceAll("\\", "/"));
}

function valueImports(file: string): string[] {
  const source = readFileSync(file, "utf8");
  const found = source.matchAll(
    /^\s*(?:import|export)\s+(?!type\b)[^;"']*?["']([^"']+)["']|import\(\s*["']([^"']+)["']/gm,
  );
  return [...found].map((match) => match[1] ?? match[2]!);
}

function roomOf(specifier: string, file: string): string | null {
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

test.each(rooms)("%s/ opens only the doors it may", (room) => {
  const trespass = filesIn(room).flatMap((file) =>
    valueImports(file).flatMap((specifier) => {
      const to = roomOf(specifier, file);
      if (to === null) {
        const homes = lives[packageOf(specifier)];
        return homes && !homes.includes(room)
          ? [`${file} uses ${specifier}, which lives in ${homes.join("/, ")}/`]
          : [];
      }
      const allowed = [room, "lib", ...opens[room]!, ...(keyholders[file] ?? [])];
      return rooms.includes(to) && !allowed.includes(to) ? [`${file} opens ${to}/`] : [];
    }),
  );
  expect(trespass).toEqual([]);
});

test("the public reader is the only way from public surfaces to the truth", () => {
  const surfaces = filesIn("app").filter((file) => /app\/\(public\)\//.test(file));
  const trespass = surfaces.flatMap((file) =>
    valueImports(file)
      .filter((specifier) => specifier.startsWith("@/status/") && !specifier.startsWith("@/status/public/"))
      .map((specifier) => `${file} reads ${specifier}`),
  );
  expect(surfaces.length).toBeGreaterThan(5);
  expect(trespass).toEqual([]);
});

test("only pages/api regenerates pages", () => {
  const others = rooms
    .filter((room) => room !== "pages")
    .flatMap(filesIn)
    .filter((file) => /\.revalidate\(/.test(readFileSync(file, "utf8")));
  expect(others).toEqual([]);
});
