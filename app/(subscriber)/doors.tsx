import type { ReactNode } from "react";
import { contentSecurityPolicy, renderDocument } from "@/app/(public)/html";
import { visitorDb } from "@/app/named";
import css from "@/components/public/public.css?inline";
import { type View, viewOf } from "@/components/public/view";
import { Message } from "@/components/subscriber/message";
import type { Db } from "@/db/client";
import { DomainError } from "@/lib/domain-error";
import { env } from "@/lib/env";
import { inRequest, requestHeader } from "@/lib/request-id";
import { everywhere, httpsOnly } from "@/lib/security-headers";
import { TooManyTries } from "@/lib/too-many-tries";
import { inSnapshot } from "@/status/public/in-snapshot";
import { shownServices } from "@/status/public/shown-services";
import type { PublicPage, PublicService } from "@/status/public/types";

/** What a subscriber's door is given. */
export type Asked<Params> = {
  request: Request;
  params: Params;
  db: Db;
  now: Date;
  view: View;
  services: PublicService[];
};
/** What it answers: a page in the look of the public one. (A file to take along is a whole answer of its own.) */
export type Said = {
  title: string;
  path: string;
  status?: number;
  /** Seconds until a next try may come. */
  wait?: number;
  /** For who looks for it from elsewhere. Left out, the page is somebody's own, and no search engine lists it. */
  description?: string;
  children: ReactNode;
};

/** For when the database does not answer: what the page was called when it last did. */
let lastPage: PublicPage | null = null;

/**
 * A door for people without an account: plain HTML, nothing stored by browsers or caches. A refusal is said in
 * its own words; a fault of ours is said to be ours, and that nothing was changed.
 */
export function subscriberDoor<Params = Record<string, never>>(
  answer: (asked: Asked<Params>) => Promise<Said | Response>,
): (request: Request, context: { params: Promise<Params> }) => Promise<Response> {
  return async (request, context) => {
    const now = new Date();
    try {
      const db = await visitorDb(request);
      const found = await inSnapshot(db, "public", now, async (snapshot) => ({
        page: snapshot.page,
        services: await shownServices(snapshot.db, snapshot.page.id),
      }));
      if (!found) throw new Error("The public page's row is missing: run the migrations and the seed.");
      lastPage = found.page;
      const view = viewOf(found.page);
      const asked = { request, params: await context.params, db, now, view, services: found.services };
      const said = await inRequest(request.headers.get(requestHeader), () => answer(asked)).catch((error) =>
        refusal(error, view),
      );
      return said instanceof Response ? said : await respond(found.page, said);
    } catch (error) {
      console.error("A subscriber's door failed:", error);
      const page: PublicPage = { ...(lastPage ?? unnamedPage), asOf: now };
      const { faultTitle: title, fault } = viewOf(page).words.subscriber;
      return respond(page, {
        title,
        path: "/",
        status: 503,
        children: <Message title={title} says={fault} />,
      });
    }
  };
}

function refusal(error: unknown, view: View): Said {
  if (!(error instanceof DomainError)) throw error;
  const title = view.words.subscriber.refusedTitle;
  const status = refusalStatus[error.code] ?? 422;
  const wait = error instanceof TooManyTries ? error.seconds : undefined;
  return {
    title,
    path: "/subscribe",
    status,
    wait,
    children: <Message title={title} says={error.message} />,
  };
}

const refusalStatus: Record<string, number> = {
  cross_site: 403,
  form_too_large: 413,
  too_many_tries: 429,
  incident_unknown: 404,
};

const unnamedPage: PublicPage = {
  version: 0,
  asOf: new Date(0),
  modifiedAt: new Date(0),
  id: "",
  slug: "public",
  name: "Service",
  timeZone: "UTC",
  language: "en",
  supportUrl: null,
  createdAt: new Date(0),
};

async function respond(
  page: PublicPage,
  { status = 200, title, path, wait, description, children }: Said,
): Promise<Response> {
  const { PUBLIC_URL: publicUrl } = env();
  const html = await renderDocument({
    page,
    css,
    publicUrl,
    path,
    title,
    description: description ?? title,
    state: null,
    children,
  });
  return new Response(html, {
    status,
    headers: {
      "content-type": "text/html; charset=utf-8",
      "content-security-policy": contentSecurityPolicy(css),
      "cache-control": "no-store",
      ...(description === undefined && { "x-robots-tag": "noindex" }),
      ...everywhere,
      ...httpsOnly(env().PUBLIC_URL),
      // The address is the key: it is told to nobody else.
      "referrer-policy": "same-origin",
      ...(wait && { "retry-after": String(wait) }),
    },
  });
}
