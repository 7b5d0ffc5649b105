import { AwsClient } from "aws4fetch";
import type { CopyFile } from "./copy";
import { indexName, keyOf } from "./file-name";
import { CopyIndex, type Sink } from "./sink";

export type S3Place = {
  /** The bucket's own address, in path style, with a prefix if wanted: `https://s3.example.com/bucket/status`. */
  url: string;
  region: string;
  keyId: string;
  secret: string;
};

/** The library tries again by itself when the storage answers 5xx or 429; a call that is lost comes back to us. */
const tries = { retries: 3, initRetryMs: 100 };
const patienceMilliseconds = 20_000;
const indexBytesMax = 16 * 1024 * 1024;

/** S3-compatible storage, signed by aws4fetch. An object is replaced as a whole, so readers never see half of one. */
export class S3Sink implements Sink {
  readonly name: string;
  private readonly client: AwsClient;
  private readonly base: string;

  constructor({ url, region, keyId, secret }: S3Place) {
    this.base = url.replace(/(?<!\/)\/+$/, "");
    this.name = `the bucket ${this.base}`;
    this.client = new AwsClient({
      accessKeyId: keyId,
      secretAccessKey: secret,
      service: "s3",
      region,
      ...tries,
    });
  }

  nameOf({ path }: Pick<CopyFile, "path">): string | null {
    return path === "/stamp.json" ? path.slice(1) : keyOf(path);
  }

  async readIndex(): Promise<CopyIndex | null> {
    const answer = await this.ask("GET", indexName, {}, undefined, [404]);
    if (answer.status === 404) return null;
    const text = await answer.text();
    if (text.length > indexBytesMax) return null;
    try {
      return CopyIndex.safeParse(JSON.parse(text)).data ?? null;
    } catch {
      return null;
    }
  }

  async writeIndex(index: CopyIndex): Promise<void> {
    const headers = { "content-type": "application/json", "cache-control": "no-store" };
    await this.send("PUT", indexName, headers, Buffer.from(JSON.stringify(index)));
  }

  async put(name: string, file: CopyFile): Promise<void> {
    // What a bucket keeps of headers; the others are its host's to add (docs/deploy/second-origin.md).
    const kept = file.headers.filter(([header]) => /^(content-type|cache-control)$/.test(header));
    await this.send("PUT", name, Object.fromEntries(kept), file.body);
  }

  async remove(name: string): Promise<void> {
    await this.send("DELETE", name, {}, undefined, [404]);
  }

  /** Sends, and reads the answer to its end, so that the connection is free again. */
  private async send(...asked: Parameters<S3Sink["ask"]>): Promise<void> {
    await (await this.ask(...asked)).arrayBuffer();
  }

  private async ask(
    method: string,
    name: string,
    headers: Record<string, string>,
    body?: Buffer,
    alsoFine: number[] = [],
  ): Promise<Response> {
    const answer = await this.client
      .fetch(`${this.base}/${name}`, {
        method,
        headers,
        ...(body && { body: new Uint8Array(body) }),
        signal: AbortSignal.timeout(patienceMilliseconds),
      })
      .catch((error) => {
        throw new Error(`${method} ${name}: ${error.cause?.code ?? error.message}`);
      });
    if (answer.ok || alsoFine.includes(answer.status)) return answer;
    const code = /<Code>([A-Za-z0-9]{1,60})<\/Code>/.exec((await answer.text()).slice(0, 4_000))?.[1];
    throw new Error(`${method} ${name} was answered ${answer.status}${code ? ` ${code}` : ""}`);
  }
}
