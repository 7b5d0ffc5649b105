import type { Db } from "@/db/client";
import type { SignInWay } from "@/lib/vocabulary";
import { withWho } from "@/status/audit/with-who";
import { readPerson } from "@/status/people/read-person";
import { stateOfSession } from "@/status/second-factor/state-of-session";
import { beginSession } from "@/status/sessions/begin-session";
import { isSsoOnly } from "@/status/sso/providers";
import { caller } from "./caller";
import { providerIdOf } from "./sso-provider";

/** Begins the session of somebody who has just proved who they are, and answers what its cookie holds. */
export async function begin(
  db: Db,
  { userId, provider }: { userId: string; provider: string | undefined },
): Promise<{ sub: string; sid: string }> {
  const person = await readPerson({ db }, userId);
  if (!person) throw new Error("Nobody can be signed in who is not there.");
  const { id, name, role } = person;
  const way = wayOf(provider);
  const state = await stateOfSession({ db }, { userId: id, role, way });
  const from = await caller();
  const brokeGlass = way !== "sso" && (await isSsoOnly(db));
  const named = withWho(db, { kind: "user", id, name, role, address: from.address, door: "/sign-in" });
  const sid = await beginSession(
    { db: named, now: new Date() },
    { userId: id, way, state, from, brokeGlass },
  );
  return { sub: id, sid };
}

function wayOf(provider: string | undefined): SignInWay {
  if (providerIdOf(provider)) return "sso";
  return provider === "email" ? "link" : "password";
}
