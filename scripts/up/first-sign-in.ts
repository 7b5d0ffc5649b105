import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import { users } from "@/db/schema/users";
import { verifyPassword } from "@/lib/password";
import { keepFile } from "./keep-file";

export type SignIn = { email: string; password: string };

/** The first account: as given, or with a password that we make up and keep beside the data. */
export function firstSignIn(dataDir: string, adminEmail: string, adminPassword: string | undefined): SignIn {
  if (adminPassword) return { email: adminEmail, password: adminPassword };
  const { password } = keepFile(join(dataDir, "first-sign-in.json"), () => ({
    email: adminEmail,
    password: randomBytes(12).toString("base64url"),
  }));
  return { email: adminEmail, password };
}

/** Whether the account still has that password: once it is changed, nobody needs to be told the first one. */
export async function isStillFirst(db: Db, { email, password }: SignIn): Promise<boolean> {
  const [user] = await db
    .select({ stored: users.passwordHash })
    .from(users)
    .where(sql`lower(${users.email}) = lower(${email})`);
  return Boolean(user?.stored) && verifyPassword(password, user!.stored!);
}
