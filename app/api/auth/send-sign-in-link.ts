import { headers } from "next/headers";
import { networkFrom } from "@/app/bounds";
import { sendSignInLetter } from "@/communications/letters/send-sign-in-letter";
import type { Db } from "@/db/client";
import { env } from "@/lib/env";
import { countTry } from "@/status/bounds/count-try";
import { findPerson } from "@/status/people/read-person";

/** A link works once, this long. */
export const linkMinutes = 10;

/**
 * Writes the letter with the link, if the address belongs to somebody who may sign in and the bounds allow it.
 * Nothing in the answer tells which. The link opens a page with a button: scanners that open links use up nothing.
 */
export async function sendSignInLink(input: { db: Db; email: string; url: string }): Promise<void> {
  const { db } = input;
  const wait =
    (await countTry(db, "linkByAddress", networkFrom(await headers()))) ||
    (await countTry(db, "linkByAccount", input.email.toLowerCase()));
  const person = await findPerson({ db }, input.email);
  if (wait > 0 || !person || person.disabled) return;
  const link = `${env().PUBLIC_URL}/sign-in/link${new URL(input.url).search}`;
  await sendSignInLetter(
    { db, actor: { kind: "system" }, now: new Date() },
    { address: person.email, name: person.name, link, minutes: linkMinutes },
  );
}
