import { languageNames } from "./words";

/** Of the languages that there are words in, the first that a reader asks for (`Accept-Language`); else English. */
export function chooseLanguage(accepted: string | null): string {
  const asked = (accepted ?? "")
    .split(",")
    .map((part) => {
      const [tag = "", ...parameters] = part.trim().toLowerCase().split(";");
      const q = parameters.map((one) => /^\s*q=([\d.]+)$/.exec(one)?.[1]).find(Boolean);
      return { language: tag.slice(0, 2), weight: q === undefined ? 1 : Number(q) };
    })
    .filter(({ language, weight }) => Object.hasOwn(languageNames, language) && weight > 0)
    .toSorted((a, b) => b.weight - a.weight);
  return asked[0]?.language ?? "en";
}
