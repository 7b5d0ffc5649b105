import css from "@/components/public/public.css?inline";
import { env } from "@/lib/env";
import { everywhere, httpsOnly, machinePolicy } from "@/lib/security-headers";
import type { PublicPage } from "@/status/public/types";
import type { PublicDocument } from "./documents";
import { contentSecurityPolicy, renderDocument } from "./html";

/**
 * Caches between us and the reader may keep an answer ten seconds, show it a minute longer while they fetch the
 * next, and a week longer while we do not answer.
 */
const cacheControl = "public, max-age=0, s-maxage=10, stale-while-revalidate=60, stale-if-error=604800";

type Parts = { status?: number; headers?: Record<string, string> };

/** A public answer: every one carries the version and the time of the last public change. */
export function publicResponse(page: PublicPage, type: string, body: string, parts: Parts = {}): Response {
  return new Response(body, {
    status: parts.status ?? 200,
    headers: {
      "content-type": type,
      "cache-control": cacheControl,
      "x-drawbridge-version": String(page.version),
      "x-drawbridge-modified": page.modifiedAt.toISOString(),
      ...everywhere,
      ...httpsOnly(env().PUBLIC_URL),
      "content-security-policy": machinePolicy,
      "referrer-policy": "strict-origin-when-cross-origin",
      ...parts.headers,
    },
  });
}

const openToAnySite = { "access-control-allow-origin": "*", "access-control-expose-headers": "ETag" };

/** A drawing that has its colours in a style sheet of its own: any site may show it. */
export function drawingResponse(page: PublicPage, svg: string): Response {
  const policy = `${machinePolicy}; style-src 'unsafe-inline'`;
  return publicResponse(page, "image/svg+xml", svg, {
    headers: { ...openToAnySite, "content-security-policy": policy },
  });
}

/** A public answer for machines: any site may read it. */
export function machineResponse(page: PublicPage, type: string, body: string, status = 200): Response {
  return publicResponse(page, type, body, { status, headers: openToAnySite });
}

/** A public page, with a policy that lets in its own style sheet and script and nothing else. */
export async function pageResponse(document: PublicDocument, status = 200): Promise<Response> {
  const html = await renderDocument({ ...document, css, publicUrl: env().PUBLIC_URL });
  return publicResponse(document.page, "text/html; charset=utf-8", html, {
    status,
    headers: {
      "content-security-policy": contentSecurityPolicy(css),
    },
  });
}
