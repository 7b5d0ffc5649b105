import { door } from "@/app/desk/door";
import { readBody } from "@/app/read-body";
import {
  digestOf,
  importSubscribers,
  previewImport,
} from "@/communications/subscribers/import/import-subscribers";
import { fileBytesMax } from "@/communications/subscribers/import/read-csv";
import { DomainError } from "@/lib/domain-error";

/**
 * The bytes of a CSV file → what it would do, and the file's digest; with `?digest=`, does it. A form of another site
 * cannot send this kind of body without asking first, and nothing here answers that.
 */
export async function POST(request: Request): Promise<Response> {
  const digest = new URL(request.url).searchParams.get("digest");
  return door(async (ctx) => {
    if (!request.headers.get("content-type")?.startsWith("text/csv")) {
      throw new DomainError("file_refused", "This is no CSV file.");
    }
    const file = await readBody(request, fileBytesMax, "This file is larger than 16 MB. Cut it into parts.");
    return digest
      ? { done: true, digest, report: await importSubscribers(ctx, file, digest) }
      : { done: false, digest: digestOf(file), report: await previewImport(ctx, file) };
  });
}
