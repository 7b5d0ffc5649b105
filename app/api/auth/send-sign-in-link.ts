import { sendSignInLetter } from "@/communications/letters/send-sign-in-letter";
import type { Db } from "@/db/client";
import { env } from "@/lib/env";
import { countTry } from "@/status/bounds/count-try";
import { findPerson } from "@/status/people/read-person";
import { isKnownDevice } from "@/status/sessions/known-device";
import { mayComeWithoutSso } from "@/status/sso/providers";
import { caller } from "./caller";

/** A link works once, this long. */
export const linkMinutes = 10;

/**
 * Writes the letter with the link, if the address belongs to somebody who may sign in and the bounds allow it.
 * Nothing in the answer tells which. The link opens a page with a button: scanners that open links use up nothing.
 */
export async function sendSignInLink(input: { db: Db; email: string; url: string }): Promise<void> {
  const { db } = input;
  const email = input.email.trim().toLowerCase();
  const { network, device } = await caller();
  const wait = (await isKnownDevice({ db, now: new Date() }, { email, device }))
    ? await countTry(db, "linkByDevice", `${email} ${device}`)
    : (await countTry(db, "linkByAddress", network)) || (await countTry(db, "linkByAccount", email));
  const person = await findPerson({ db }, input.email);
  if (wait > 0 || !person || person.disabled || !(await mayComeWithoutSso(db, person))) return;
  const link = `${env().PUBLIC_URL}/sign-in/link${new URL(input.url).search}`;
  await sendSignInLetter(
    { db, actor: { kind: "system" }, now: new Date() },
    { address: person.email, name: person.name, link, minutes: linkMinutes },
  );
}
