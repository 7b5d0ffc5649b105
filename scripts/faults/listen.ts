import { setTimeout as wait } from "node:timers/promises";
import type { Stage } from "./stage";

const answerMilliseconds = 15_000;
const everyMilliseconds = 200;

/** `found`: the wanted words; null when they did not come. `last`: what the desk's page said when it was last asked. */
export type Heard = { found: string | null; last: string };

/**
 * Listens for wanted words on the desk's first page, until all are on it or in one answer to the form. The page is read
 * as it arrives, as a browser shows it: what waits for something that hangs may never end.
 */
export async function listen(
  { stack, desk }: Stage,
  wanted: RegExp[],
  patienceMilliseconds: number,
): Promise<Heard> {
  let last = "";
  for (const begun = performance.now(); performance.now() - begun < patienceMilliseconds; ) {
    const page = await readUntil(`${stack.url}/desk`, desk.cookie, wanted).catch(
      (error: Error) => error.message,
    );
    last = page;
    const found = [page, ...desk.refusals].map((words) => allIn(words, wanted)).find(Boolean);
    if (found) return { found, last };
    await wait(everyMilliseconds);
  }
  return { found: null, last };
}

/** The page's words, as far as they came or were needed. */
async function readUntil(url: string, cookie: string, wanted: RegExp[]): Promise<string> {
  const stop = AbortSignal.timeout(answerMilliseconds);
  const answer = await fetch(url, { headers: { cookie, accept: "text/html" }, signal: stop });
  let html = "";
  for await (const chunk of answer.body!.pipeThrough(new TextDecoderStream())) {
    html += chunk;
    if (allIn(plain(html), wanted)) break;
  }
  return plain(html);
}

/** What was found of each; null unless all were. */
function allIn(words: string, wanted: RegExp[]): string | null {
  const found = wanted.map((one) => one.exec(words)?.[0]);
  return found.every((one) => one !== undefined) ? found.join(" … ") : null;
}

/** As people read it, also when the page is still coming. */
const plain = (html: string) =>
  html
    .replace(/<(script|style)[\s\S]*?(<\/\1>|$)/g, " ")
    .replace(/<[^>]*>/g, " ")
    .replaceAll("&#x27;", "'")
    .replace(/\s+/g, " ");
