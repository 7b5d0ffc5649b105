import { setTimeout as wait } from "node:timers/promises";
import type { Stage } from "./stage";

/** The words that the desk's first page says, once they are the wanted ones; null when they do not come. */
export async function listen(
  { stack, desk }: Stage,
  wanted: RegExp,
  patience: number,
): Promise<string | null> {
  for (const begun = performance.now(); performance.now() - begun < patience; await wait(200)) {
    const answer = await fetch(`${stack.url}/desk`, {
      headers: { cookie: desk.cookie, accept: "text/html" },
      signal: AbortSignal.timeout(15_000),
    }).catch(() => null);
    const words = plain((await answer?.text().catch(() => "")) ?? "");
    const found = wanted.exec(words)?.[0];
    if (found) return found;
    if (desk.refusals.some((refusal) => wanted.test(refusal))) return null;
  }
  return null;
}

const plain = (html: string) =>
  html
    .replace(/<(script|style)[\s\S]*?<\/\1>/g, " ")
    .replace(/<[^>]*>/g, " ")
    .replace(/\s+/g, " ");
