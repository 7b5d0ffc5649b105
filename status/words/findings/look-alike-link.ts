import { scriptsOf } from "@/lib/mixed-scripts";
import { readHost } from "@/lib/shown-host";
import type { Check, Found } from "../finding";
import type { Token } from "../tokens";
import { hostOf } from "./internal-name";

/** Links and addresses whose host is written in letters that look like others. */
export const lookAlikeLink: Check = {
  kind: "look_alike_link",
  why: "Letters of another alphabet make somebody else’s address look like one that readers trust.",
  source: "Unicode’s security mechanisms (UTS 39)",
  passed: "Links to no look-alike",
  applies: () => true,
  find: ({ tokens, steps }) =>
    tokens.flatMap((token) => {
      steps.taken++;
      const found = lookAlike(token);
      return found ? [found] : [];
    }),
};

function lookAlike({ text, lower, from, to }: Token): Found | null {
  const host = hostOf(lower);
  if (!/[^.]\.[^.]/.test(host)) return null;
  const { ascii, own, deceives } = readHost(host);
  if (!deceives) return null;
  const letters = own
    .split(".")
    .map(scriptsOf)
    .find((found) => found.some((name) => name !== "Latin"))!;
  const alike =
    letters.length > 1 ? `${letters.join(" and ")} letters` : `${letters[0]} letters that look Latin`;
  const at = text.toLowerCase().length === text.length ? text.toLowerCase().indexOf(host) : -1;
  return {
    range: { from, to },
    title: "Links to a look-alike host",
    suggestion: `It leads to ${ascii}: ${alike} in one name. Type the address anew, or show where it leads.`,
    ...(at >= 0 && {
      fix: {
        ...{ label: "Show where it leads", words: ascii },
        range: { from: from + at, to: from + at + host.length },
      },
    }),
  };
}
