import { z } from "zod";
import { type Page, pageOf } from "./page";

const path = z.string().regex(/^\/(?!\/)/);
const Regenerated = z.object({ version: z.number().int(), paths: z.array(path).max(10_000) });
/** An app of an earlier version of ours does not say when, nor what was promised. */
const Version = z.object({
  version: z.number().int(),
  modifiedAt: z.iso.datetime().optional(),
  promises: z.array(z.iso.datetime()).default([]),
});
/** `modifiedAt`: null when it was not told. `promises`: by when readers were promised words. Milliseconds. */
export type TrueNow = { version: number; modifiedAt: number | null; promises: number[] };
const Paths = z.object({ version: z.number().int(), paths: z.array(path) });

const pageBytesMax = 4 * 1024 * 1024;
const answerBytesMax = 64 * 1024 * 1024;
const patience = { regenerate: 30_000, page: 10_000, paths: 10_000, version: 4_000 };

/** What the front asks of the app. Every question throws when the answer is late, too long or not of its shape. */
export class AppClient {
  constructor(
    private readonly url: string,
    private readonly token: string,
  ) {}

  /** Has every page changed since a version made anew (null: all that are read often), and says which. */
  async regenerate(since: number | null, refresh: boolean): Promise<z.infer<typeof Regenerated>> {
    return Regenerated.parse(
      await this.ask("/api/regenerate", patience.regenerate, { method: "POST", body: { since, refresh } }),
    );
  }

  /** The version that is true now, as the database says, and when it came to be. */
  async version(): Promise<TrueNow> {
    const told = Version.parse(await this.ask("/api/publication", patience.version));
    return {
      version: told.version,
      modifiedAt: told.modifiedAt === undefined ? null : Date.parse(told.modifiedAt),
      promises: told.promises.map((by) => Date.parse(by)),
    };
  }

  /** Every public path that exists. */
  async paths(): Promise<string[]> {
    return Paths.parse(await this.ask("/api/publication/paths", patience.paths)).paths;
  }

  /** A public page as readers shall get it; null where there is none. */
  async page(path: string): Promise<Page | null> {
    const answer = await fetch(this.url + path, {
      redirect: "manual",
      headers: { "accept-encoding": "identity" },
      signal: AbortSignal.timeout(patience.page),
    });
    const body = await bodyOf(answer, pageBytesMax);
    if (answer.status === 404 && path !== "/404") return null;
    if (answer.status !== 200 && answer.status !== 404) throw new Error(`${path} answered ${answer.status}`);
    return pageOf(path, answer.status, answer.headers, body);
  }

  /** What the app knows of database, queue and promises, as Prometheus reads it. */
  async metrics(): Promise<string> {
    return (await this.askBytes("/api/metrics", patience.version)).toString();
  }

  private async ask(path: string, patience: number, send?: Send): Promise<unknown> {
    return JSON.parse((await this.askBytes(path, patience, send)).toString());
  }

  private async askBytes(path: string, patience: number, send?: Send): Promise<Buffer> {
    const answer = await fetch(this.url + path, {
      ...(send && { method: send.method, body: JSON.stringify(send.body) }),
      redirect: "manual",
      headers: { authorization: `Bearer ${this.token}`, "content-type": "application/json" },
      signal: AbortSignal.timeout(patience),
    });
    const body = await bodyOf(answer, answerBytesMax);
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}`);
    return body;
  }
}

type Send = { method: string; body: unknown };

async function bodyOf(answer: Response, bytesMax: number): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of answer.body ?? []) {
    bytes += chunk.length;
    if (bytes > bytesMax) throw new Error(`${answer.url} is longer than ${bytesMax} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Why a question failed, in a few words. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = (error.cause as { code?: string } | undefined)?.code;
  if (error.name === "TimeoutError") return "the app does not answer in time";
  return code ? `the app does not answer (${code})` : error.message;
}
