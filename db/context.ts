import type { Role } from "../lib/vocabulary";
import type { Db } from "./client";

/** Who acts: a signed-in user, or the clock and the machines that work for it. */
export type Actor =
  | { kind: "user"; id: string; role: Role; name: string }
  | { kind: "system" }
  | { kind: "visitor" };

/** What every verb is given: the database (or an open transaction), who asks, and what time it is. */
export type Context = { db: Db; actor: Actor; now: Date };
