import { and, eq, isNotNull, isNull } from "drizzle-orm";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Db } from "@/db/client";
import type { Actor, Context } from "@/db/context";
import { clockContext, makeContext, makeIncident, makeUser, minutesLater, noon } from "@/db/factories";
import { audiences, incidentRoleHolders, incidents, users } from "@/db/schema";
import { rollback, testDatabase } from "@/db/testing/test-database";
import { DomainError } from "@/lib/domain-error";
import type { IncidentRole, Role } from "@/lib/vocabulary";
import { openIncident } from "@/status/incidents/open-incident";
import { postUpdate } from "@/status/incidents/post-update";
import { readIncident } from "@/status/incidents/read-incident";
import { reopenIncident } from "@/status/incidents/reopen-incident";
import { acceptRole } from "./accept-role";
import { declineRole } from "./decline-role";
import { endRole } from "./end-role";
import { answerSeconds, escalateOffers } from "./escalate-offers";
import { offerRole } from "./offer-role";
import { readOwnOffers, readRoles } from "./read-roles";
import { takeRole } from "./take-role";

const { db } = await testDatabase();
const facts = { severity: "SEV2", impact: "major", words: "Cards fail.", tell: false } as const;
const said = { ...facts, services: [] };
const opening = { ...said, title: "Cards fail", nextUpdateBy: minutesLater(600) };

async function person(tx: Db, name: string, role: Role = "liaison", now = noon): Promise<Context> {
  const { id } = await makeUser(tx, { name, role });
  return { db: tx, now, actor: { kind: "user", id, role, name } };
}
const idOf = ({ actor }: Context) => (actor as Extract<Actor, { kind: "user" }>).id;
const at = (ctx: Context, minutes: number): Context => ({ ...ctx, now: minutesLater(minutes) });

/** An open incident of Ines. */
async function opened(tx: Db) {
  const ines = await makeContext(tx);
  const { incidentId } = await openIncident(ines, opening);
  return { ines, incidentId };
}

async function liaisons(tx: Db, incidentId: string): Promise<string[]> {
  const rows = await tx
    .select({ userId: incidentRoleHolders.userId })
    .from(incidentRoleHolders)
    .where(
      and(
        ...[eq(incidentRoleHolders.incidentId, incidentId), eq(incidentRoleHolders.role, "customer_liaison")],
        ...[isNotNull(incidentRoleHolders.acceptedAt), isNull(incidentRoleHolders.endedAt)],
      ),
    );
  return rows.map(({ userId }) => userId);
}

const roleOf = async (ctx: Context, incidentId: string, role: IncidentRole) =>
  (await readRoles(ctx, incidentId)).find((one) => one.role === role)!;

test("who opens an incident is its liaison, and cannot just leave", () =>
  rollback(db, async (tx) => {
    const { ines, incidentId } = await opened(tx);
    expect(await liaisons(tx, incidentId)).toEqual([idOf(ines)]);
    await expect(endRole(ines, { incidentId, role: "customer_liaison" })).rejects.toThrow(
      expect.objectContaining({ code: "liaison_needed" }),
    );
    expect(await liaisons(tx, incidentId)).toEqual([idOf(ines)]);
  }));

test("a hand-over is done when it is accepted: until then the one before holds the role", () =>
  rollback(db, async (tx) => {
    const { ines, incidentId } = await opened(tx);
    const [priya, tomasz] = [await person(tx, "Priya"), await person(tx, "Tomasz")];
    const { offerId } = await offerRole(ines, { incidentId, role: "customer_liaison", userId: idOf(priya) });
    expect(await liaisons(tx, incidentId)).toEqual([idOf(ines)]);
    expect(await readOwnOffers(priya)).toMatchObject([{ id: offerId, incident: "Cards fail" }]);
    expect(await readOwnOffers(tomasz)).toEqual([]);
    await expect(acceptRole(tomasz, { offerId })).rejects.toThrow(
      expect.objectContaining({ code: "not_yours" }),
    );
    await acceptRole(priya, { offerId });
    expect(await liaisons(tx, incidentId)).toEqual([idOf(priya)]);
    expect(await readOwnOffers(priya)).toEqual([]);
    await expect(acceptRole(priya, { offerId })).rejects.toThrow(
      expect.objectContaining({ code: "offer_over" }),
    );
    const { activity } = (await readIncident(ines, incidentId))!;
    expect(activity.map(({ kind, who }) => [kind, who]).slice(1)).toEqual([
      ["role_offered", "Ines Okafor"],
      ["role_accepted", "Priya"],
    ]);
  }));

test("declined, or taken back by who asked, it stays where it is", () =>
  rollback(db, async (tx) => {
    const { ines, incidentId } = await opened(tx);
    const priya = await person(tx, "Priya");
    for (const by of [priya, ines]) {
      const offer = { incidentId, role: "customer_liaison", userId: idOf(priya) } as const;
      const { offerId } = await offerRole(ines, offer);
      await declineRole(by, { offerId });
      expect(await liaisons(tx, incidentId)).toEqual([idOf(ines)]);
      await expect(acceptRole(priya, { offerId })).rejects.toThrow();
    }
  }));

test("a free role is taken at once, a held one is not; a stranger to it cannot give it away", () =>
  rollback(db, async (tx) => {
    const { ines, incidentId } = await opened(tx);
    const [priya, tomasz] = [await person(tx, "Priya"), await person(tx, "Tomasz")];
    await takeRole(priya, { incidentId, role: "commander" });
    await expect(takeRole(tomasz, { incidentId, role: "commander" })).rejects.toThrow(
      "Priya holds this role",
    );
    await expect(offerRole(tomasz, { incidentId, role: "commander", userId: idOf(ines) })).rejects.toThrow(
      expect.objectContaining({ code: "not_yours" }),
    );
    await expect(endRole(tomasz, { incidentId, role: "commander" })).rejects.toThrow(
      expect.objectContaining({ code: "not_yours" }),
    );
    // The commander moves people.
    await offerRole(priya, { incidentId, role: "customer_liaison", userId: idOf(tomasz) });
    await endRole(priya, { incidentId, role: "commander" });
    expect((await roleOf(ines, incidentId, "commander")).holder).toBeNull();
  }));

test("a viewer may be commander, but does not write; a shut account holds nothing and gets nothing", () =>
  rollback(db, async (tx) => {
    const { ines, incidentId } = await opened(tx);
    const [vera, priya] = [await person(tx, "Vera", "viewer"), await person(tx, "Priya")];
    await expect(
      offerRole(ines, { incidentId, role: "customer_liaison", userId: idOf(vera) }),
    ).rejects.toThrow("A viewer cannot write");
    const { offerId } = await offerRole(ines, { incidentId, role: "commander", userId: idOf(vera) });
    await acceptRole(vera, { offerId });
    await expect(takeRole(vera, { incidentId, role: "scribe" })).rejects.toThrow(
      expect.objectContaining({ code: "not_allowed" }),
    );
    await tx
      .update(users)
      .set({ disabledAt: noon })
      .where(eq(users.id, idOf(ines)));
    await takeRole(priya, { incidentId, role: "customer_liaison" });
    expect(await liaisons(tx, incidentId)).toEqual([idOf(priya)]);
    await expect(offerRole(priya, { incidentId, role: "scribe", userId: idOf(ines) })).rejects.toThrow(
      "This account is shut",
    );
  }));

test("nobody takes the legal role or names themselves for it", () =>
  rollback(db, async (tx) => {
    const { ines, incidentId } = await opened(tx);
    const owner = await person(tx, "Olga", "owner");
    const lea = await person(tx, "Lea");
    await expect(takeRole(lea, { incidentId, role: "legal" })).rejects.toThrow(
      expect.objectContaining({ code: "role_named" }),
    );
    await expect(offerRole(ines, { incidentId, role: "legal", userId: idOf(lea) })).rejects.toThrow(
      expect.objectContaining({ code: "not_yours" }),
    );
    await expect(offerRole(owner, { incidentId, role: "legal", userId: idOf(owner) })).rejects.toThrow(
      expect.objectContaining({ code: "person_unfit" }),
    );
    const { offerId } = await offerRole(owner, { incidentId, role: "legal", userId: idOf(lea) });
    await acceptRole(lea, { offerId });
    expect((await roleOf(ines, incidentId, "legal")).holder).toMatchObject({ name: "Lea" });
  }));

test("an unanswered offer goes to deputy, commander and owners after two minutes each, and rests with the last", () =>
  rollback(db, async (tx) => {
    const { ines, incidentId } = await opened(tx);
    const [priya, dana, cleo] = [
      await person(tx, "Priya"),
      await person(tx, "Dana"),
      await person(tx, "Cleo"),
    ];
    await person(tx, "Olga", "owner");
    await person(tx, "Vera", "viewer");
    await takeRole(dana, { incidentId, role: "deputy" });
    await takeRole(cleo, { incidentId, role: "commander" });
    await offerRole(ines, { incidentId, role: "customer_liaison", userId: idOf(priya) });
    const tick = async (seconds: number) => {
      await escalateOffers(clockContext(tx, new Date(noon.getTime() + seconds * 1000)));
      const { offer } = await roleOf(ines, incidentId, "customer_liaison");
      return [offer?.name, offer?.escalations];
    };
    expect(await tick(answerSeconds - 1)).toEqual(["Priya", 0]);
    expect(await tick(answerSeconds)).toEqual(["Dana", 1]);
    expect(await tick(answerSeconds + 60), "two steps close together send it on once").toEqual(["Dana", 1]);
    expect(await tick(2 * answerSeconds)).toEqual(["Cleo", 2]);
    expect(await tick(3 * answerSeconds)).toEqual(["Olga", 3]);
    expect(await tick(4 * answerSeconds), "there is nobody left to ask").toEqual(["Olga", 3]);
    expect(await liaisons(tx, incidentId), "it stays with who holds it").toEqual([idOf(ines)]);
    await expect(escalateOffers(ines)).rejects.toThrow(expect.objectContaining({ code: "not_allowed" }));
  }));

test("no offer goes on once the incident is over", () =>
  rollback(db, async (tx) => {
    const { ines, incidentId } = await opened(tx);
    const priya = await person(tx, "Priya");
    await person(tx, "Olga", "owner");
    await offerRole(ines, { incidentId, role: "customer_liaison", userId: idOf(priya) });
    await postUpdate(ines, { ...said, incidentId, status: "resolved" });
    expect(await escalateOffers(clockContext(tx, minutesLater(10)))).toBe(0);
    expect(await readOwnOffers(priya)).toEqual([]);
  }));

test("what happens among people raises neither the incident's revision nor the public version", () =>
  rollback(db, async (tx) => {
    const { ines, incidentId } = await opened(tx);
    const priya = await person(tx, "Priya");
    const read = async () => {
      const [incident] = await tx.select().from(incidents).where(eq(incidents.id, incidentId));
      const [page] = await tx.select().from(audiences).where(eq(audiences.slug, "public"));
      return [incident!.revision, page!.publicVersion, page!.updatedAt];
    };
    const before = await read();
    await takeRole(at(priya, 5), { incidentId, role: "commander" });
    await offerRole(at(ines, 5), { incidentId, role: "customer_liaison", userId: idOf(priya) });
    expect(await read()).toEqual(before);
  }));

test("an old incident without a liaison gets one with the next word", () =>
  rollback(db, async (tx) => {
    const ines = await makeContext(tx);
    const { id: incidentId } = await makeIncident(tx);
    expect(await liaisons(tx, incidentId)).toEqual([]);
    await postUpdate(ines, { ...said, incidentId, status: "identified", nextUpdateBy: minutesLater(20) });
    expect(await liaisons(tx, incidentId)).toEqual([idOf(ines)]);
  }));

const deeds = ["take", "offer", "accept", "decline", "end", "clock", "resolve", "reopen"] as const;
const roles = ["customer_liaison", "commander", "deputy"] as const;
const step = fc.record({
  deed: fc.constantFrom(...deeds),
  who: fc.nat(3),
  whom: fc.nat(3),
  role: fc.constantFrom(...roles),
});

test("whatever is done by whomever in whatever order, an open incident has exactly one liaison", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 25 }), (steps) =>
      rollback(db, async (tx) => {
        const { ines, incidentId } = await opened(tx);
        const people = [
          ines,
          await person(tx, "Priya"),
          await person(tx, "Olga", "owner"),
          await person(tx, "Vera", "viewer"),
        ];
        for (const [minute, { deed, who, whom, role }] of steps.entries()) {
          const ctx = at(people[who]!, minute * 3);
          const offers = await tx.select().from(incidentRoleHolders);
          const offerId =
            offers.find(({ acceptedAt, endedAt }) => !acceptedAt && !endedAt)?.id ?? "aaaaaaaaaaaa";
          const verbs = {
            take: () => takeRole(ctx, { incidentId, role }),
            offer: () => offerRole(ctx, { incidentId, role, userId: idOf(people[whom]!) }),
            accept: () => acceptRole(ctx, { offerId }),
            decline: () => declineRole(ctx, { offerId }),
            end: () => endRole(ctx, { incidentId, role }),
            clock: () => escalateOffers(clockContext(tx, ctx.now)),
            resolve: () => postUpdate(ctx, { ...said, incidentId, status: "resolved" }),
            reopen: () => reopenIncident(ctx, { ...said, incidentId, nextUpdateBy: minutesLater(900) }),
          };
          // A refusal is an answer; anything else is a fault.
          await tx
            .transaction(() => verbs[deed]() as Promise<unknown>)
            .catch((error) => {
              if (!(error instanceof DomainError)) throw error;
            });
          const [incident] = await tx.select().from(incidents).where(eq(incidents.id, incidentId));
          const count = (await liaisons(tx, incidentId)).length;
          if (incident!.status === "resolved") expect(count).toBeLessThanOrEqual(1);
          else expect(count, `after ${deed} at step ${minute}`).toBe(1);
        }
      }),
    ),
    { numRuns: 60 },
  );
}, 120_000);
