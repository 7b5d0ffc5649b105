import type { ReactNode } from "react";
import { contentSecurityPolicy } from "@/app/(public)/html";
import { visitorDb } from "@/app/named";
import css from "@/components/public/public.css?inline";
import type { View } from "@/components/public/view";
import { PrivateDocument } from "@/components/stakeholder/private-document";
import { Message } from "@/components/subscriber/message";
import type { Db } from "@/db/client";
import { DomainError } from "@/lib/domain-error";
import { env } from "@/lib/env";
import { slugShape } from "@/lib/ids";
import { inRequest, requestHeader } from "@/lib/request-id";
import { everywhere, httpsOnly, plainHeaders } from "@/lib/security-headers";
import { TooManyTries } from "@/lib/too-many-tries";
import { wordsFor } from "@/lib/words";
import { type Page, readPage } from "@/status/page/read-page";

/** What a door of the private pages is given. `path`: of the page that stands behind it, whether it is there or not. */
export type Asked<Params> = {
  request: Request;
  params: Params & { audience: string };
  db: Db;
  now: Date;
  site: Page;
  view: View;
  path: string;
};
/** What it answers: a page, or a whole answer of its own. */
export type Said = {
  title: string;
  status?: number;
  /** Seconds until a next try may come. */
  wait?: number;
  note?: string;
  who?: ReactNode;
  foot?: string;
  path?: string;
  /** Changes with what stands there: a page that is kept current by its script. */
  version?: string;
  /** The clock and words of the audience; of the public page where it is left out. */
  view?: View;
  children: ReactNode;
};

/**
 * A door of the private pages: plain HTML that no browser or cache keeps and no machine lists. What a stranger is
 * told is the same for every address: whether an audience is there shows nowhere.
 */
export function stakeholderDoor<Params = Record<never, never>>(
  answer: (asked: Asked<Params>) => Promise<Said | Response>,
) {
  return async (
    request: Request,
    context: { params: Promise<Params & { audience: string }> },
  ): Promise<Response> => {
    const now = new Date();
    try {
      const [db, params] = [await visitorDb(request), readable(await context.params)];
      const site = await readPage({ db });
      const view = viewIn(site, now);
      const path = `/s/${encodeURIComponent(params.audience)}`;
      const asked = { request, params, db, now, site, view, path };
      const said = await inRequest(request.headers.get(requestHeader), () => answer(asked)).catch((error) =>
        refusal(error, view),
      );
      return said instanceof Response ? said : await respond(site.name, view, said);
    } catch (error) {
      console.error("A door of the private pages failed:", error);
      const view = viewIn({ timeZone: "UTC", language: "en" }, now);
      const { faultTitle: title, fault } = view.words.subscriber;
      const children = <Message title={title} says={fault} />;
      return respond("", view, { title, status: 503, children });
    }
  };
}

/** No audience has such an address: whoever asks for one hears what is said of every other that is none. */
const nobodys = "-";

/** What an address names, as it may go into answers and queries. */
function readable<Params extends { audience: string }>(params: Params): Params {
  const whole = Object.entries(params).map(([name, value]) => [name, String(value).toWellFormed()]);
  const audience = slugShape.test(params.audience) ? params.audience : nobodys;
  return { ...Object.fromEntries(whole), audience };
}

/** A page's clock and words, at a moment. */
export const viewIn = ({ timeZone, language }: Pick<Page, "timeZone" | "language">, now: Date): View => ({
  words: wordsFor(language),
  zone: { timeZone, language },
  now,
  lasting: false,
});

/** On to another page of ours, by GET. */
export const onTo = (path: string, headers: Record<string, string> = {}) =>
  new Response(null, {
    status: 303,
    headers: {
      ...{ location: path, "cache-control": "no-store", ...plainHeaders(env().PUBLIC_URL) },
      "referrer-policy": "same-origin",
      ...headers,
    },
  });

function refusal(error: unknown, view: View): Said {
  if (!(error instanceof DomainError)) throw error;
  const title = view.words.subscriber.refusedTitle;
  const children = <Message title={title} says={error.message} />;
  const wait = error instanceof TooManyTries ? error.seconds : undefined;
  return { title, status: refusalStatus[error.code] ?? 422, wait, children };
}

const refusalStatus: Record<string, number> = {
  cross_site: 403,
  form_too_large: 413,
  too_many_tries: 429,
  too_many_questions: 429,
  not_yours: 404,
};

async function respond(site: string, view: View, { status = 200, wait, ...said }: Said): Promise<Response> {
  // Next refuses a static import of react-dom/server in a route.
  const { renderToStaticMarkup } = await import("react-dom/server");
  const markup = renderToStaticMarkup(<PrivateDocument view={view} site={site} css={css} {...said} />);
  return new Response(`<!doctype html>${markup.replaceAll(' dateTime="', ' datetime="')}`, {
    status,
    headers: {
      "content-type": "text/html; charset=utf-8",
      "content-security-policy": contentSecurityPolicy(css),
      "cache-control": "no-store",
      "x-robots-tag": "noindex, nofollow, noarchive",
      ...everywhere,
      ...httpsOnly(env().PUBLIC_URL),
      // The address names the audience: it is told to nobody else.
      "referrer-policy": "same-origin",
      ...(wait && { "retry-after": String(wait) }),
    },
  });
}
