import { readFileSync } from "node:fs";

/** A package as package-lock.json names it. */
export type Locked = {
  name: string;
  version: string;
  licence: string | null;
  integrity: string | null;
  /** Only for building and testing. */
  dev: boolean;
  /** Brought along inside another package, whose checksum covers it. */
  bundled: boolean;
  hasInstallScript: boolean;
};

type Entry = { version?: string; license?: string; integrity?: string } & Partial<
  Record<"dev" | "devOptional" | "inBundle" | "hasInstallScript" | "link", boolean>
>;

/** Every package that can be installed, on any kind of machine. */
export function readLock(file = "package-lock.json"): Locked[] {
  const { packages } = JSON.parse(readFileSync(file, "utf8")) as { packages: Record<string, Entry> };
  return Object.entries(packages)
    .filter(([path]) => path !== "")
    .map(([path, entry]) => ({
      name: path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length),
      version: entry.version ?? "",
      licence: entry.license ?? null,
      integrity: entry.integrity ?? null,
      dev: Boolean(entry.dev),
      bundled: Boolean(entry.inBundle),
      hasInstallScript: Boolean(entry.hasInstallScript),
    }));
}
