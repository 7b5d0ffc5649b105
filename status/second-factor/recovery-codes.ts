import { createHash, randomBytes } from "node:crypto";
import { and, eq, isNull } from "drizzle-orm";
import type { Db } from "@/db/client";
import { recoveryCodes } from "@/db/schema/second-factors";

export const recoveryCodeCount = 10;
/** Without letters and digits that look alike. */
const letters = "abcdefghjkmnpqrstvwxyz23456789";
/** 16 of 30 letters: 78 bits, too many to try out even for who has stolen the hashes. */
const lettersPerCode = 16;

/** Replaces a person's recovery codes; answers the new ones, which nobody can read afterwards. */
export async function renewCodes(db: Db, userId: string): Promise<string[]> {
  const codes = Array.from({ length: recoveryCodeCount }, newCode);
  await db.delete(recoveryCodes).where(eq(recoveryCodes.userId, userId));
  await db.insert(recoveryCodes).values(codes.map((code) => ({ userId, codeHash: hash(code) })));
  return codes;
}

/** Uses a recovery code up. False: it is none of this person's, or was used. */
export async function spendCode(db: Db, userId: string, code: string, now: Date): Promise<boolean> {
  const [spent] = await db
    .update(recoveryCodes)
    .set({ usedAt: now })
    .where(
      and(
        eq(recoveryCodes.userId, userId),
        eq(recoveryCodes.codeHash, hash(code)),
        isNull(recoveryCodes.usedAt),
      ),
    )
    .returning({ id: recoveryCodes.id });
  return spent !== undefined;
}

function newCode(): string {
  let code = "";
  while (code.length < lettersPerCode) {
    for (const byte of randomBytes(lettersPerCode)) {
      // 240 is the largest multiple of 30 below 256: taking more would favour the first letters.
      if (byte < 240 && code.length < lettersPerCode) code += letters[byte % letters.length];
    }
  }
  return code.match(/.{4}/g)!.join("-");
}

/** However it is written down: with or without hyphens and spaces, in any case. */
const plain = (code: string) => code.toLowerCase().replace(/[^a-z0-9]/g, "");
const hash = (code: string) => createHash("sha256").update(plain(code)).digest("base64url");
