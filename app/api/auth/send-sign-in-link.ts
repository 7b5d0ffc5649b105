import { headers } from "next/headers";
import { sendSignInLetter } from "@/communications/letters/send-sign-in-letter";
import type { Db } from "@/db/client";
import { env } from "@/lib/env";
import { findPerson } from "@/status/people/read-person";
import { linksByAccount, linksByAddress, withinBounds } from "./attempts";
import { remoteAddress } from "./remote-address";

/** A link works once, this long. */
export const linkMinutes = 10;

/**
 * Writes the letter with the link, if the address belongs to somebody who may sign in and the bounds allow it.
 * Nothing in the answer tells which. The link opens a page with a button: scanners that open links use up nothing.
 */
export async function sendSignInLink(input: { db: Db; email: string; url: string }): Promise<void> {
  const address = remoteAddress(Object.fromEntries(await headers()));
  const within =
    (await withinBounds(linksByAddress, address)) && (await withinBounds(linksByAccount, input.email));
  const person = await findPerson(input, input.email);
  if (!within || !person || person.disabled) return;
  const link = `${env().PUBLIC_URL}/sign-in/link${new URL(input.url).search}`;
  await sendSignInLetter(
    { db: input.db, actor: { kind: "system" }, now: new Date() },
    { address: person.email, name: person.name, link, minutes: linkMinutes },
  );
}
