import { and, asc, eq } from "drizzle-orm";
import type { Db } from "@/db/client";
import { audiences, playSets, users, wordTemplates } from "@/db/schema";
import { newId } from "@/lib/ids";
import { answerSecondsDefault, type Play } from "@/status/plays/play";

/**
 * The story's one response play, for SEV1: who leads the words, who stands by, who is told. It comes after the story,
 * so it runs for nothing that is told there.
 */
export async function addPlay({ db, now }: { db: Db; now: Date }): Promise<void> {
  const people = await db.select({ id: users.id, role: users.role }).from(users).orderBy(asc(users.email));
  const liaison = people.find(({ role }) => role === "liaison")!;
  const owner = people.find(({ role }) => role === "owner")!;
  const [executives] = await db.select().from(audiences).where(eq(audiences.slug, "executives"));
  const [first] = await db
    .select({ id: wordTemplates.id })
    .from(wordTemplates)
    .innerJoin(audiences, and(eq(audiences.id, wordTemplates.audienceId), eq(audiences.kind, "public")))
    .where(eq(wordTemplates.status, "investigating"))
    .orderBy(asc(wordTemplates.position))
    .limit(1);
  const byMail = (...ids: string[]) =>
    ids.map((userId) => ({ userId, ways: [{ channel: "email" as const, addressId: null }] }));
  const play: Play = {
    ...{ id: newId(), name: "Everything stops", severity: "SEV1", type: null },
    summon: [
      { role: "customer_liaison", people: byMail(liaison.id, owner.id) },
      { role: "deputy", people: byMail(owner.id, liaison.id) },
    ],
    audienceIds: executives ? [executives.id] : [],
    templateId: first?.id ?? null,
    ...{ promiseMinutes: 10, answerSeconds: answerSecondsDefault },
  };
  await db.insert(playSets).values({
    ...{ version: 1, plays: [play], writtenAt: now },
    reason: "The first ten minutes of a SEV1 are not the time to ask who does what.",
  });
}
