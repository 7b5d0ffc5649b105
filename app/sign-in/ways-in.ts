import { database } from "@/app/context";
import { within } from "@/lib/within";
import { isSsoOnly, readActive } from "@/status/sso/providers";

/** A database that hangs must not hang the form. */
const millisecondsMax = 2_000;

/** By what one can come in now. Without a database by what needs none to be shown: the form says what is wrong. */
export async function waysIn(): Promise<{ providers: { id: string; name: string }[]; ssoOnly: boolean }> {
  try {
    return await within(millisecondsMax, read());
  } catch (error) {
    console.error("The ways in could not be read:", error);
    return { providers: [], ssoOnly: false };
  }
}

async function read() {
  const db = await database();
  return { providers: await readActive(db), ssoOnly: await isSsoOnly(db) };
}
