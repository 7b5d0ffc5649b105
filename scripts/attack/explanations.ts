import type { Explanation } from "./findings";

/** Findings that are none. Each names the heading in docs/security.md that says why. */
export const explanations: Explanation[] = [
  { tool: "wapiti", matches: /Strict-Transport-Security|^Secure Flag cookie/, see: "Plain HTTP on loopback" },
  { tool: "wapiti", matches: /X-XSS-Protection|X-Frame-Options/, see: "Headers that a policy replaced" },
  {
    tool: "wapiti",
    matches: /^Cross Site Request Forgery POST \/(subscribe|subscribe\/push|s\/[a-z-]+\/link|desk\/)/,
    see: "Forms without a token",
  },
  { tool: "wapiti", matches: /^Backup file GET \/s\//, see: "Every private address answers alike" },
];
