import { setTimeout as wait } from "node:timers/promises";
import type { Stage } from "./stage";

const answerMilliseconds = 15_000;
const everyMilliseconds = 200;

/**
 * The wanted words of the desk's first page, once all are on it or in one answer to the form; null when they do not come. The page is read
 * as it arrives, as a browser shows it: what waits for something that hangs may never end.
 */
export async function listen(
  { stack, desk }: Stage,
  wanted: RegExp[],
  patienceMilliseconds: number,
): Promise<string | null> {
  for (const begun = performance.now(); performance.now() - begun < patienceMilliseconds; ) {
    const found = await readUntil(`${stack.url}/desk`, desk.cookie, wanted).catch(() => null);
    if (found) return found;
    const refused = desk.refusals.map((refusal) => allIn(refusal, wanted)).find(Boolean);
    if (refused) return refused;
    await wait(everyMilliseconds);
  }
  return null;
}

async function readUntil(url: string, cookie: string, wanted: RegExp[]): Promise<string | null> {
  const stop = AbortSignal.timeout(answerMilliseconds);
  const answer = await fetch(url, { headers: { cookie, accept: "text/html" }, signal: stop });
  let html = "";
  for await (const chunk of answer.body!.pipeThrough(new TextDecoderStream())) {
    html += chunk;
    const found = allIn(plain(html), wanted);
    if (found) return found;
  }
  return null;
}

/** What was found of each; null unless all were. */
export function allIn(words: string, wanted: RegExp[]): string | null {
  const found = wanted.map((one) => one.exec(words)?.[0]);
  return found.every((one) => one !== undefined) ? found.join(" … ") : null;
}

const plain = (html: string) =>
  html
    .replace(/<(script|style)[\s\S]*?<\/\1>/g, " ")
    .replace(/<[^>]*>/g, " ")
    .replace(/\s+/g, " ");
