import { database } from "@/app/context";
import type { Db } from "@/db/client";
import type { Context } from "@/db/context";
import { remoteAddress } from "@/lib/network-address";
import { requestHeader } from "@/lib/request-id";
import { type CheckedKey, keyPrefix } from "@/status/api-keys/check-api-key";
import { type Who, withWho } from "@/status/audit/with-who";

/** A context whose changes are written down as this person's, from where they ask. */
export function inOwnName<Ctx extends Context & { session: { id: string } }>(
  ctx: Ctx,
  headers: Headers,
): Ctx {
  const { actor } = ctx;
  if (actor.kind !== "user") return ctx;
  const who: Who = {
    ...{ kind: "user", id: actor.id, name: actor.name, role: actor.role },
    address: remoteAddress(Object.fromEntries(headers)),
    session: ctx.session.id,
    request: headers.get(requestHeader) ?? undefined,
    door: headers.get("x-desk-path")?.split("?")[0],
  };
  return { ...ctx, db: withWho(ctx.db, who) };
}

/** The database for a machine that showed an API key: what it changes is written down under the key's name. */
export const keyDb = (db: Db, { id, name }: CheckedKey, request: Request): Db =>
  withWho(db, {
    ...{ kind: "machine", id, name, key: keyPrefix(id) },
    address: remoteAddress(Object.fromEntries(request.headers)),
    request: request.headers.get(requestHeader) ?? undefined,
    door: new URL(request.url).pathname,
  });

/** The database for strangers: what they change is written down as a visitor's. Who they are is nobody's business. */
export const visitorDb = async (request: Request): Promise<Db> =>
  withWho(await database(), {
    ...{ kind: "visitor", door: firstPart(request.url) },
    request: request.headers.get(requestHeader) ?? undefined,
  });

/** The rest of the path may be a link that signs somebody in. */
const firstPart = (url: string) => `/${new URL(url).pathname.split("/")[1]}`;
