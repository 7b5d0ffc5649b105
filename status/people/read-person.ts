import { asc, eq, sql } from "drizzle-orm";
import type { Context } from "@/db/context";
import { users } from "@/db/schema/users";
import type { Role } from "@/lib/vocabulary";

/** A person who may sign in. */
export type Person = {
  id: string;
  name: string;
  email: string;
  role: Role;
  disabled: boolean;
  hasPassword: boolean;
  /** May come in by password where everybody else must come by single sign-on. */
  breakGlass: boolean;
};

/** The person with this id, disabled or not; null when there is none. */
export async function readPerson(ctx: Pick<Context, "db">, id: string): Promise<Person | null> {
  const [row] = await ctx.db.select().from(users).where(eq(users.id, id));
  return row ? toPerson(row) : null;
}

/** The person with this address, in any case of letters. */
export async function findPerson(ctx: Pick<Context, "db">, email: string): Promise<Person | null> {
  const [row] = await ctx.db
    .select()
    .from(users)
    .where(eq(sql`lower(${users.email})`, email.trim().toLowerCase()));
  return row ? toPerson(row) : null;
}

/** Everybody who has an account, by name. */
export async function listPeople(ctx: Pick<Context, "db">): Promise<Person[]> {
  return (await ctx.db.select().from(users).orderBy(asc(users.name), asc(users.email))).map(toPerson);
}

/** A row as a person. */
export function toPerson(row: typeof users.$inferSelect): Person {
  return {
    id: row.id,
    name: row.name ?? row.email,
    email: row.email,
    role: row.role,
    disabled: row.disabledAt !== null,
    hasPassword: row.passwordHash !== null,
    breakGlass: row.breakGlass,
  };
}
