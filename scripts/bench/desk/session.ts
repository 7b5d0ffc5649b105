import { encode } from "next-auth/jwt";
import { sessionCookie } from "@/app/session";
import { secret } from "@/lib/env";

/** The cookie of somebody who has just signed in. */
export async function sessionOf({ id, stamp }: { id: string; stamp: string }): Promise<string> {
  return `${sessionCookie()}=${await encode({ token: { sub: id, stamp }, secret: secret("SECRET") })}`;
}
