import type { Explanation } from "./findings";

/** Findings that are none. Each names the heading in docs/security.md that says why. */
export const explanations: Explanation[] = [
  { tool: "wapiti", matches: /Strict-Transport-Security|Secure flag/i, see: "Plain HTTP on loopback" },
];
