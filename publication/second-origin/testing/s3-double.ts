import { createHash, createHmac } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

type Stored = { body: Buffer; headers: Record<string, string> };
/** What befalls one request: an answer of the storage, silence after it did (or did not) do it, or nothing. */
export type Mishap = 500 | 503 | 403 | "lost answer" | "reset before";

/**
 * S3's wire on loopback, for one bucket in path style: PUT, GET and DELETE of objects, signatures checked by the rules
 * of AWS (https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html), errors as XML.
 */
export class S3Double {
  readonly objects = new Map<string, Stored>();
  /** Every request as "METHOD key", in order, also those that failed. */
  readonly asked: string[] = [];
  /** Taken from the front, one a request. */
  mishaps: Mishap[] = [];
  readonly keyId = "AKIDTEST";
  readonly secret = "a secret of the test";
  readonly region = "eu-test-1";
  url = "";
  private readonly server = createServer((request, response) => void this.answer(request, response));

  async start(): Promise<this> {
    await new Promise<void>((resolve) => this.server.listen(0, "127.0.0.1", resolve));
    this.url = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/bucket`;
    return this;
  }

  async stop(): Promise<void> {
    const closed = new Promise((resolve) => this.server.close(resolve));
    this.server.closeAllConnections();
    await closed;
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = Buffer.concat(chunks);
    const key = decodeURIComponent(request.url!.slice("/bucket/".length));
    this.asked.push(`${request.method} ${key}`);
    const mishap = this.mishaps.shift();
    if (mishap === "reset before") request.socket.destroy();
    else if (typeof mishap === "number") refuse(response, mishap, "SlowDown");
    else if (!this.isSigned(request, body)) refuse(response, 403, "SignatureDoesNotMatch");
    else this.act(request, response, key, body, mishap === "lost answer");
  }

  private act(
    request: IncomingMessage,
    response: ServerResponse,
    key: string,
    body: Buffer,
    silent: boolean,
  ): void {
    const held = this.objects.get(key);
    if (request.method === "PUT")
      this.objects.set(key, { body, headers: request.headers as Record<string, string> });
    if (request.method === "DELETE") this.objects.delete(key);
    if (silent) request.socket.destroy();
    else if (request.method === "GET" && !held) refuse(response, 404, "NoSuchKey");
    else if (request.method === "DELETE") response.writeHead(204).end();
    else response.writeHead(200).end(request.method === "GET" ? held!.body : undefined);
  }

  private isSigned({ method, url, headers }: IncomingMessage, body: Buffer): boolean {
    const found =
      /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/s3\/aws4_request, ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/.exec(
        headers.authorization ?? "",
      );
    if (!found) return false;
    const [, keyId, day, region, names, signature] = found as unknown as string[];
    const payload = headers["x-amz-content-sha256"] as string;
    const isBody = payload === "UNSIGNED-PAYLOAD" || payload === sha256(body);
    const canonical = [
      ...[method, url, ""],
      ...names!.split(";").map((name) => `${name}:${String(headers[name]).trim()}`),
      ...["", names, payload],
    ].join("\n");
    const scope = `${day}/${region}/s3/aws4_request`;
    const text = ["AWS4-HMAC-SHA256", headers["x-amz-date"], scope, sha256(canonical)].join("\n");
    const key = [day!, region!, "s3", "aws4_request"].reduce<Buffer>(
      (secret, part) => hmac(secret, part),
      Buffer.from(`AWS4${this.secret}`),
    );
    const ours = hmac(key, text).toString("hex");
    return keyId === this.keyId && region === this.region && isBody && ours === signature;
  }
}

function refuse(response: ServerResponse, status: number, code: string): void {
  response.writeHead(status, { "content-type": "application/xml" });
  response.end(`<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code></Error>`);
}

const sha256 = (text: string | Buffer) => createHash("sha256").update(text).digest("hex");
const hmac = (key: Buffer, text: string) => createHmac("sha256", key).update(text).digest();
