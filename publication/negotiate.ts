export type Encoding = "br" | "gzip" | "identity";

/** Best first: what we choose among encodings the reader likes equally well. */
const offered: Encoding[] = ["br", "gzip", "identity"];

/** Readers send a handful of different headers; strangers may send many. */
const rememberedMax = 200;
const remembered = new Map<string, Encoding>();

/** The encoding to answer an `Accept-Encoding` header with (RFC 9110, 12.5.3). Nothing acceptable: identity. */
export function chooseEncoding(header: string | undefined): Encoding {
  if (header === undefined) return "identity";
  let chosen = remembered.get(header);
  if (!chosen) {
    chosen = weigh(header);
    if (remembered.size < rememberedMax && header.length < 200) remembered.set(header, chosen);
  }
  return chosen;
}

function weigh(header: string): Encoding {
  const weights = new Map(
    header
      .toLowerCase()
      .split(",")
      .map((part) => {
        const [name = "", ...parameters] = part.split(";").map((piece) => piece.trim());
        const q = parameters.find((parameter) => parameter.startsWith("q="));
        return [name === "x-gzip" ? "gzip" : name, q ? Number(q.slice(2)) || 0 : 1] as const;
      }),
  );
  const weightOf = (encoding: Encoding) =>
    // Identity is acceptable unless refused, but never before an encoding that was asked for.
    weights.get(encoding) ?? (encoding === "identity" ? Number.MIN_VALUE : weights.get("*")) ?? 0;
  const best = offered.reduce((best, next) => (weightOf(next) > weightOf(best) ? next : best));
  return weightOf(best) > 0 ? best : "identity";
}
