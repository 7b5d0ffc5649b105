import { DomainError } from "@/lib/domain-error";

/** A request's body, at most so many bytes of it: what goes on beyond is refused in these words, unread. */
export async function readBody(request: Request, bytesMax: number, words: string): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of request.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > bytesMax) throw new DomainError("form_too_large", words);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
