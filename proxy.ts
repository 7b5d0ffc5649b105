import { randomBytes } from "node:crypto";
import { type NextRequest, NextResponse } from "next/server";
import { cookieOptions, csrfCookie, deviceCookie, newCsrfCookie, sessionCookie } from "@/app/session";

export const config = { matcher: ["/desk", "/desk/:path*", "/sign-in", "/sign-in/:path*"] };

/**
 * The door of the desk and of sign-in: strict headers with a nonce for each answer, the form token for those
 * without JavaScript, and the way to sign in for who has no session at all. Pages and actions ask again.
 */
export function proxy(request: NextRequest): NextResponse {
  const path = request.nextUrl.pathname + request.nextUrl.search;
  if (
    request.nextUrl.pathname.startsWith("/desk") &&
    request.method === "GET" &&
    !request.cookies.has(sessionCookie())
  ) {
    const signIn = new URL("/sign-in", request.url);
    signIn.searchParams.set("callbackUrl", path);
    return NextResponse.redirect(signIn, { headers: { "cache-control": "no-store" } });
  }

  const nonce = randomBytes(16).toString("base64");
  const letter = /^\/desk\/(mailbox|deliveries|previews)\/.+\/letter$/.test(request.nextUrl.pathname);
  const policy = letter ? letterPolicy : contentPolicy(nonce, process.env.NODE_ENV === "development");
  const newCsrf = request.cookies.has(csrfCookie()) ? null : newCsrfCookie();
  if (newCsrf) request.cookies.set(csrfCookie(), newCsrf);
  const headers = new Headers(request.headers);
  headers.set("content-security-policy", policy);
  headers.set("x-desk-path", path);

  const response = NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", policy);
  response.headers.set("x-content-type-options", "nosniff");
  response.headers.set("x-frame-options", letter ? "SAMEORIGIN" : "DENY");
  response.headers.set("referrer-policy", "same-origin");
  response.headers.set("permissions-policy", "camera=(), microphone=(), geolocation=(), payment=()");
  response.headers.set("cross-origin-opener-policy", "same-origin");
  if (newCsrf) {
    response.cookies.set(csrfCookie(), newCsrf, cookieOptions());
  }
  if (request.nextUrl.pathname.startsWith("/sign-in") && !request.cookies.has(deviceCookie())) {
    const device = randomBytes(24).toString("base64url");
    response.cookies.set(deviceCookie(), device, { ...cookieOptions(), maxAge: deviceSeconds });
  }
  return response;
}

/** As long as browsers keep a cookie. */
const deviceSeconds = 400 * 24 * 60 * 60;

/** A letter brings its own styles and its readers' links, and must be able to do nothing else. */
const letterPolicy = [
  "default-src 'none'",
  "style-src 'unsafe-inline'",
  "img-src data:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'self'",
  "sandbox allow-popups allow-popups-to-escape-sandbox",
].join("; ");

/** Style attributes are allowed because spans and bars carry their measures in one. */
function contentPolicy(nonce: string, development: boolean): string {
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ""}`,
    `style-src 'self' ${development ? "'unsafe-inline'" : `'nonce-${nonce}'`}`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
}
