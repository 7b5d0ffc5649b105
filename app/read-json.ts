import { readBody } from "@/app/read-body";
import { DomainError } from "@/lib/domain-error";
import { parseShallow } from "@/lib/shallow-json";

/** An update's words for fifty audiences fit. */
const bytesMax = 1024 * 1024;

/** A request's body as JSON, at most a megabyte of it and not nested deep. Refuses everything else (`not_json`). */
export async function readJson(request: Request): Promise<unknown> {
  const body = await readBody(request, bytesMax, "This is more than the desk takes at once.");
  try {
    return parseShallow(new TextDecoder("utf-8", { fatal: true }).decode(body));
  } catch {
    throw new DomainError("not_json", "This cannot be read as JSON.");
  }
}
