import { readdirSync, readFileSync } from "node:fs";
import { analyse } from "scslre";
import { expect, test } from "vitest";

/**
 * No pattern of the product can be made to search for ever. `scslre` finds those whose work grows faster than the
 * text: exponential ones are never allowed. The others stand here, each with the longest text it ever meets, what
 * makes it slow and why that is its bound, and must be done with such a text in time.
 */
const slow: [pattern: RegExp, lengthMax: number, pump: string, why: string][] = [
  [/^\s*\/\*\*[\s\S]*?\*\/\s*$/gm, 10_000, "\n", "our own script, when building"],
  [/\s*\S+\s?/g, 10_000, " ", "an update's words, which are no longer (status/updates/schemas.ts)"],
  [
    /```\n?([\s\S]+?)```|(?<!\\)`([^`\n]+)`|(?<!\\)\[((?:\\.|[^\]\\])+)\]\((https?:[^)\s]+)\)|(?<!\\)<(https?:[^>\s]+)>|(?<!\\)\*\*((?:\\.|[^*\\])+)\*\*|(?<!\\)\*((?:\\.|[^*\\])+)\*|(?<!\\)~~((?:\\.|[^~\\])+)~~/g,
    4096,
    "```",
    "our own message to Discord, which takes no longer ones",
  ],
];
/** Of the processor's time, not of the wall's: other tests run besides. */
const millisecondsMax = 300;

const rooms = [
  "app",
  "pages",
  "components",
  "communications",
  "status",
  "publication",
  "emails",
  "db",
  "lib",
];
const files = rooms
  .flatMap((room) =>
    readdirSync(room, { recursive: true, encoding: "utf8" }).map((name) => `${room}/${name}`),
  )
  .map((name) => name.replaceAll("\\", "/"))
  .filter((name) => /\.(tsx?|mjs|cjs)$/.test(name) && !/\.test\.tsx?$|\/testing\//.test(name))
  .concat("proxy.ts", "next.config.js");

/** Where an expression may begin, up to the next slash that is neither escaped nor in brackets. */
const literal =
  /(?<=(?:[(=,:[!&|?{};>+]|\breturn|\bcase|^)\s*)\/(?![*/])((?:[^\\/[\n]|\\.|\[(?:[^\\\]\n]|\\.)*\])+)\/([dgimsuvy]*)/gm;

/** Every pattern that a source holds, and some of what only looks like one: that does no harm. */
function patternsIn(source: string): RegExp[] {
  return [...source.matchAll(literal)].flatMap(([, pattern, flags]) => {
    try {
      return [new RegExp(pattern!, flags)];
    } catch {
      return [];
    }
  });
}

const judged = files.flatMap((file) =>
  patternsIn(readFileSync(file, "utf8")).map((pattern) => {
    const { reports } = analyse(pattern);
    const exponential = reports.some((report) => report.exponential);
    return { file, pattern: String(pattern), grows: reports.length > 0, exponential };
  }),
);

test("every pattern is found, and one that can be made to search for ever is recognised", () => {
  expect(judged.length).toBeGreaterThan(130);
  const source = "if (/a[/]b/.test(x) && y.match(/(a+)+$/u)) return /c/;";
  expect(patternsIn(source).map(String)).toEqual(["/a[/]b/", "/(a+)+$/u", "/c/"]);
  expect(analyse(/^(?:a:[ ]*[ b]*\n)+$/).reports.map(({ exponential }) => exponential)).toContain(true);
});

test("no pattern's work grows without bounds", () => {
  const bad = judged.filter(({ exponential }) => exponential);
  expect(bad.map(({ file, pattern }) => `${file}: ${pattern}`)).toEqual([]);
});

test("a pattern whose work grows faster than its text is named, with the bound of its text", () => {
  const named = slow.map(([pattern]) => String(pattern));
  const found = new Set(judged.filter(({ grows }) => grows).map(({ pattern }) => pattern));
  expect([...found].toSorted()).toEqual(named.toSorted());
});

test.each(slow)("%s is done in time", (pattern, lengthMax, pump) => {
  const text = `${pump.repeat(lengthMax / pump.length - 1)}\u0001`;
  const before = process.cpuUsage();
  text.replace(pattern, "");
  expect(process.cpuUsage(before).user / 1000).toBeLessThan(millisecondsMax);
});

test("patterns are written down, never made from what somebody typed", () => {
  expect(files.filter((file) => /\bRegExp\(/.test(readFileSync(file, "utf8")))).toEqual([]);
});
