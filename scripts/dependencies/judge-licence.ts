import type { Locked } from "./read-lock";

/** Licences under which a package may be in the product. */
const anywhere = [
  ...["MIT", "MIT-0", "ISC", "0BSD", "BSD-2-Clause", "BSD-3-Clause", "Apache-2.0"],
  ...["BlueOak-1.0.0", "Unlicense", "CC0-1.0", "Zlib"],
];

/** Licences that ask for something in return, and why we can give it. */
const named: Record<string, string> = {
  "MPL-2.0": "the files themselves stay open; we change none of them",
  "LGPL-3.0-or-later":
    "libvips, a shared library that can be exchanged; Next brings it, and we make no images with it",
  "CC-BY-4.0": "data about browsers, named here as its licence asks",
};

/** Packages whose manifest names no licence, and where it stands instead. */
const unnamed: Record<string, string> = {
  only: "MIT, in its Readme; only the tests' identity provider uses it",
};

/** Why a package may not be used; null when it may. */
export function judgeLicence({ name, licence }: Pick<Locked, "name" | "licence">): string | null {
  if (licence === null) return name in unnamed ? null : "it names no licence";
  return isAllowed(licence) ? null : `${licence} is not in the list`;
}

/** One of several is enough; of several that hold together, each must be allowed. What mixes both asks a person. */
function isAllowed(licence: string): boolean {
  const terms = licence.replace(/[()]/g, "");
  const known = (one: string) => anywhere.includes(one) || one in named;
  if (terms.includes(" OR ") && terms.includes(" AND ")) return false;
  if (terms.includes(" OR ")) return terms.split(" OR ").some(known);
  return terms.split(" AND ").every(known);
}
