import { readBody } from "@/app/read-body";
import { DomainError } from "@/lib/domain-error";
import { env } from "@/lib/env";
import { hostsOf, isCrossSite } from "@/lib/same-origin";

/** Five hundred chosen services are some 12 KB. */
const bytesMax = 64 * 1024;

/** The fields of a posted form. Refuses one that is too large. Letters' one-click posts are forms too (RFC 8058). */
export async function readForm(request: Request): Promise<FormData> {
  const body = await readBody(request, bytesMax, "This form is too large to be one of ours.");
  const type = request.headers.get("content-type") ?? "application/x-www-form-urlencoded";
  // What cannot be read as a form has no fields.
  return new Response(new Uint8Array(body), { headers: { "content-type": type } })
    .formData()
    .catch(() => new FormData());
}

/** Refuses a form that another site sent, in these words. (`proxy.ts` refuses it before, wherever it is sent.) */
export function refuseCrossSite({ method, headers }: Request, words: string): void {
  if (isCrossSite(method, headers, hostsOf(headers, env().PUBLIC_URL)))
    throw new DomainError("cross_site", words);
}

export const field = (form: FormData, name: string): string => {
  const value = form.get(name);
  return typeof value === "string" ? value : "";
};

export const fields = (form: FormData, name: string): string[] =>
  form.getAll(name).filter((value) => typeof value === "string");
