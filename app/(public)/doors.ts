import { publicDb } from "@/app/context";
import type { Db } from "@/db/client";
import { env } from "@/lib/env";
import { plainHeaders } from "@/lib/security-headers";
import { readStatus } from "@/status/public/read-status";
import { readVersion } from "@/status/public/read-version";
import type { PublicStatus } from "@/status/public/types";
import { notFoundDocument } from "./documents";
import { onceAVersion, readAnew } from "./once-a-version";
import { pageResponse } from "./respond";

/** What a public door is given: who is asked about, what is true, and the means to read more of it. */
export type Asked<Params> = {
  slug: string;
  params: Params;
  status: PublicStatus;
  db: Db;
  now: Date;
  /** Reads a further part once a version, like the status itself. */
  once<Value>(part: string, read: () => Promise<Value>): Promise<Value>;
};

type Context<Params> = { params: Promise<Params> };

/**
 * A public GET door: reads the audience's public facts and answers from them. It throws when the database does not
 * answer: Next then keeps the page it has.
 */
export function publicDoor<Params extends { audience: string } = { audience: string }>(
  answer: (asked: Asked<Params>) => Response | Promise<Response>,
): (request: Request, context: Context<Params>) => Promise<Response> {
  return async (_request, context) => {
    const params = await context.params;
    const slug = params.audience;
    const [db, now] = [await publicDb(), new Date()];
    const read = await readVersion(db, slug);
    if (!read) return noSuchPage();
    const once: Asked<Params>["once"] = (part, readPart) =>
      onceAVersion(`${slug} ${part}`, read.version, now, readPart);
    const readStatusOnce = () => once("status", () => readStatus(db, slug, now));
    let status = await readStatusOnce();
    if (status && isOver(status, now)) {
      readAnew();
      status = await readStatusOnce();
    }
    if (!status) return noSuchPage();
    return answer({ slug, params, status, db, now, once });
  };
}

/** What is said where there is no page at all to say it. */
export const noSuchPage = () =>
  new Response("There is no such page.", { status: 404, headers: plainHeaders(env().PUBLIC_URL) });

/**
 * Whether a promise has lapsed since this was read. Who regenerates has everything read anew; on a platform of many
 * processes that may have been another one.
 */
const isOver = ({ page, openIncidents }: PublicStatus, now: Date) =>
  openIncidents.some(({ nextUpdateBy: by }) => by !== null && by > page.asOf && by <= now);

/** The answer to an address that names nothing. */
export function notFound({ status }: { status: PublicStatus }): Promise<Response> {
  return pageResponse(notFoundDocument(status.page), 404);
}
