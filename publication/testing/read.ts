import { type Agent, type IncomingHttpHeaders, request } from "node:http";
import { brotliDecompressSync, gunzipSync } from "node:zlib";

export type Reading = { status: number; headers: IncomingHttpHeaders; raw: Buffer; text: string };
type Ask = { method?: string; headers?: Record<string, string>; body?: string | Buffer; agent?: Agent };

/** One request as a client on loopback makes it: nothing added, nothing followed. */
export function read(
  port: number,
  path: string,
  { method = "GET", headers = {}, body, agent }: Ask = {},
): Promise<Reading> {
  return new Promise((resolve, reject) => {
    const asking = request(
      { host: "127.0.0.1", port, path, method, headers, agent: agent ?? false },
      (answer) => {
        const chunks: Buffer[] = [];
        answer.on("data", (chunk) => chunks.push(chunk));
        answer.on("error", reject);
        answer.on("end", () => {
          const raw = Buffer.concat(chunks);
          const { statusCode: status = 0, headers } = answer;
          resolve({ status, headers, raw, text: decoded(raw, headers["content-encoding"]).toString() });
        });
      },
    );
    asking.on("error", reject);
    asking.end(body);
  });
}

function decoded(raw: Buffer, encoding: string | undefined): Buffer {
  if (raw.length === 0) return raw;
  if (encoding === "br") return brotliDecompressSync(raw);
  return encoding === "gzip" ? gunzipSync(raw) : raw;
}
