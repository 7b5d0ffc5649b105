import { randomBytes } from "node:crypto";
import { type NextRequest, NextResponse } from "next/server";
import { cookieOptions, csrfCookie, deviceCookie, newCsrfCookie, sessionCookie } from "@/app/session";
import { env } from "@/lib/env";
import { hostsOf, isCrossSite } from "@/lib/same-origin";
import { everywhere, httpsOnly, machinePolicy } from "@/lib/security-headers";

/** Every address but those of the publication, which can only be read, and Next's own files. */
export const config = {
  // Next reads this without running it: plain text alone.
  matcher: [
    "/desk",
    "/desk/:path*",
    "/sign-in",
    "/sign-in/:path*",
    "/api/((?!v2/).*)",
    "/healthz",
    "/readyz",
    "/s/:path*",
    "/subscribe",
    "/subscribe/:path*",
    "/confirm",
    "/confirm/:path*",
    "/manage/:path*",
    "/leave/:path*",
    "/approve/:path*",
    "/summons/:path*",
  ],
};

/**
 * The one place that everything passes that may change something: what another site's page sends is refused here,
 * before any door is asked. It gives the desk, sign-in and the doors of machines their headers (readers' pages and
 * those of subscribers bring their own), the desk a nonce for each answer, forms their token for those without
 * JavaScript, and shows the way to sign in to who has no session at all. Pages, doors and actions ask again.
 */
export function proxy(request: NextRequest): NextResponse {
  const { pathname } = request.nextUrl;
  if (isCrossSite(request.method, request.headers, hostsOf(request.headers, env().PUBLIC_URL)))
    return refused();
  if (/^\/(api\/|healthz$|readyz$)/.test(pathname))
    return withHeaders(NextResponse.next(), machinePolicy, "no-referrer");
  if (!/^\/(desk|sign-in)(\/|$)/.test(pathname))
    return doorMethods.includes(request.method) ? NextResponse.next() : notTaken();
  if (pathname.startsWith("/desk") && request.method === "GET" && !request.cookies.has(sessionCookie()))
    return toSignIn(request);
  return deskAnswer(request);
}

function toSignIn(request: NextRequest): NextResponse {
  const signIn = new URL("/sign-in", request.url);
  signIn.searchParams.set("callbackUrl", request.nextUrl.pathname + request.nextUrl.search);
  const response = NextResponse.redirect(signIn, { headers: { "cache-control": "no-store" } });
  return withHeaders(response, machinePolicy, "same-origin");
}

function deskAnswer(request: NextRequest): NextResponse {
  const { pathname, search } = request.nextUrl;
  const nonce = randomBytes(16).toString("base64");
  const letter = /^\/desk\/(mailbox|deliveries|previews)\/.+\/letter$/.test(pathname);
  const policy = letter ? letterPolicy : contentPolicy(nonce, process.env.NODE_ENV === "development");
  const newCsrf = request.cookies.has(csrfCookie()) ? null : newCsrfCookie();
  if (newCsrf) request.cookies.set(csrfCookie(), newCsrf);
  const headers = new Headers(request.headers);
  headers.set("content-security-policy", policy);
  headers.set("x-desk-path", pathname + search);

  const response = withHeaders(NextResponse.next({ request: { headers } }), policy, "same-origin");
  response.headers.set("x-frame-options", letter ? "SAMEORIGIN" : "DENY");
  if (newCsrf) {
    response.cookies.set(csrfCookie(), newCsrf, cookieOptions());
  }
  if (pathname.startsWith("/sign-in") && !request.cookies.has(deviceCookie())) {
    const device = randomBytes(24).toString("base64url");
    response.cookies.set(deviceCookie(), device, { ...cookieOptions(), maxAge: deviceSeconds });
  }
  return response;
}

/** Doors of subscribers and private pages bring their own headers; what Next says of other methods would bring none. */
const doorMethods = ["GET", "HEAD", "POST"];

const notTaken = () =>
  withHeaders(
    new NextResponse(null, {
      status: 405,
      headers: { allow: doorMethods.join(", "), "cache-control": "no-store" },
    }),
    machinePolicy,
    "no-referrer",
  );

const refused = () =>
  withHeaders(
    new NextResponse("Another site sent this. Nothing was changed.\n", {
      status: 403,
      headers: { "content-type": "text/plain; charset=utf-8", "cache-control": "no-store" },
    }),
    machinePolicy,
    "no-referrer",
  );

function withHeaders(response: NextResponse, policy: string, referrer: string): NextResponse {
  const all = { ...everywhere, ...httpsOnly(env().PUBLIC_URL), "referrer-policy": referrer };
  for (const [name, value] of Object.entries(all)) response.headers.set(name, value);
  response.headers.set("content-security-policy", policy);
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

/** Nothing inline but what carries the nonce: no script, no style sheet, no attribute of either. */
function contentPolicy(nonce: string, development: boolean): string {
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ""}`,
    `style-src 'self' ${development ? "'unsafe-inline'" : `'nonce-${nonce}'`}`,
    "img-src 'self' data:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
}
