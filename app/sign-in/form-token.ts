import { cookies } from "next/headers";
import { field, readForm } from "@/app/(subscriber)/read-form";
import { csrfCookie, isFormToken } from "@/app/session";

/** A posted form of the sign-in pages; null when it does not carry the token that its page was given. */
export async function readSignInForm(request: Request): Promise<((name: string) => string) | null> {
  const form = await readForm(request);
  const cookie = (await cookies()).get(csrfCookie())?.value;
  return isFormToken(cookie, field(form, "csrfToken")) ? (name) => field(form, name) : null;
}

/** On to a page of ours, by GET, with a query. */
export function goTo(path: string, query: Record<string, string> = {}): Response {
  const text = new URLSearchParams(query).toString();
  const location = text ? `${path}?${text}` : path;
  return new Response(null, { status: 303, headers: { location, "cache-control": "no-store" } });
}
