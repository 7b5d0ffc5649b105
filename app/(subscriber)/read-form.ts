import { readBody } from "@/app/read-body";
import { DomainError } from "@/lib/domain-error";
import { env } from "@/lib/env";

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

/**
 * Refuses a form that another site sent. Browsers say where a form comes from; who says nothing is no browser,
 * and carries no cookie that could be misused.
 */
export function refuseCrossSite({ headers }: Request, words: string): void {
  const site = headers.get("sec-fetch-site");
  const origin = headers.get("origin");
  const fromHere = site
    ? site === "same-origin" || site === "none"
    : origin === null || hosts(headers).includes(hostOf(origin));
  if (!fromHere) throw new DomainError("cross_site", words);
}

const hosts = (headers: Headers) => [
  headers.get("x-forwarded-host"),
  headers.get("host"),
  new URL(env().PUBLIC_URL).host,
];

function hostOf(origin: string): string {
  try {
    return new URL(origin).host;
  } catch {
    return "";
  }
}

export const field = (form: FormData, name: string): string => {
  const value = form.get(name);
  return typeof value === "string" ? value : "";
};

export const fields = (form: FormData, name: string): string[] =>
  form.getAll(name).filter((value) => typeof value === "string");
