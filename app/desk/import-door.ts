import { door } from "@/app/desk/door";
import { assertMay, type DeskContext } from "@/app/desk-context";
import { readBody } from "@/app/read-body";
import { digestOf } from "@/communications/subscribers/import/import-subscribers";
import { fileBytesMax } from "@/communications/subscribers/import/read-csv";
import type { Report } from "@/communications/subscribers/import/report";
import { DomainError } from "@/lib/domain-error";

type Verbs = {
  preview: (ctx: DeskContext, file: Uint8Array) => Promise<Report>;
  run: (ctx: DeskContext, file: Uint8Array, digest: string) => Promise<Report>;
};

/**
 * The bytes of a CSV file → what it would do, and the file's digest; with `?digest=`, does it. A form of another site
 * cannot send this kind of body without asking first, and nothing here answers that.
 */
export function importDoor(request: Request, { preview, run }: Verbs): Promise<Response> {
  const digest = new URL(request.url).searchParams.get("digest");
  return door(async (ctx) => {
    assertMay(ctx, "act");
    if (!request.headers.get("content-type")?.startsWith("text/csv")) {
      throw new DomainError("file_refused", "This is no CSV file.");
    }
    const file = await readBody(request, fileBytesMax, "This file is larger than 16 MB. Cut it into parts.");
    return digest
      ? { done: true, digest, report: await run(ctx, file, digest) }
      : { done: false, digest: digestOf(file), report: await preview(ctx, file) };
  });
}
