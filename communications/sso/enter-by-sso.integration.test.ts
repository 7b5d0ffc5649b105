import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { invite } from "@/communications/invitations/invite";
import { stage } from "@/communications/testing/stage";
import type { Context } from "@/db/context";
import { makeAudience, makeUser } from "@/db/factories";
import { invitations } from "@/db/schema/invitations";
import { signInProviders, signInRules } from "@/db/schema/sign-in-providers";
import { subscribers } from "@/db/schema/subscribers";
import { accounts, users } from "@/db/schema/users";
import { sealedAs } from "@/lib/sealed-as";
import { seal } from "@/lib/secret-box";
import { findMember } from "@/status/audiences/private/find-member";
import { changePerson } from "@/status/people/change-person";
import { readPerson } from "@/status/people/read-person";
import { beginSession } from "@/status/sessions/begin-session";
import { findSession } from "@/status/sessions/find-session";
import {
  listProviders,
  mapGroup,
  mayComeWithoutSso,
  requireSso,
  setBreakGlass,
  switchProvider,
} from "@/status/sso/providers";
import { enterBySso } from "./enter-by-sso";

const scene = stage();
const now = new Date("2026-11-23T14:00:00Z");
let owner: Context;
let providerId: string;
let people = 0;

beforeEach(async () => {
  for (const table of [accounts, invitations, signInRules, signInProviders]) await scene.db.delete(table);
  await scene.db.update(users).set({ role: "viewer", breakGlass: false });
  const { id } = await makeUser(scene.db, { role: "owner", passwordHash: "scrypt$…" });
  owner = { db: scene.db, now, actor: { kind: "user", id, role: "owner", name: "Ines" } };
  const [provider] = await scene.db
    .insert(signInProviders)
    .values({
      ...{ name: "Larkfield ID", issuer: "https://id.larkfield.example", clientId: "drawbridge" },
      ...{ clientSecret: seal("s3cret", sealedAs.clientSecret), domains: ["larkfield.example"] },
      createdAt: now,
    })
    .returning();
  providerId = provider!.id;
});

const ownerId = () => (owner.actor.kind === "user" ? owner.actor.id : "");
const someone = (groups: string[] = []) => {
  const n = ++people;
  return { sub: `u-${n}`, email: `p${n}@larkfield.example`, email_verified: true, name: `P ${n}`, groups };
};
const enter = (claims: object) => enterBySso({ db: scene.db, now }, { providerId, claims });
const toRole = (groupName: string, role: "owner" | "liaison" | "viewer") =>
  mapGroup(owner, { providerId, groupName, role, audienceId: null });
async function idOf(claims: object): Promise<string> {
  const entered = await enter(claims);
  if ("refused" in entered || !entered.userId) throw new Error(JSON.stringify(entered));
  return entered.userId;
}

describe("coming in", () => {
  test("an account is made just in time, is the same the next time, and its role follows the groups", async () => {
    await toRole("staff", "liaison");
    await toRole("guests", "viewer");
    const who = someone(["staff"]);
    const id = await idOf(who);
    expect(await readPerson(owner, id)).toMatchObject({
      email: who.email,
      role: "liaison",
      hasPassword: false,
    });
    expect(await idOf({ ...who, groups: ["guests"], email: "renamed@larkfield.example" })).toBe(id);
    expect(await readPerson(owner, id)).toMatchObject({ role: "viewer" });
  });

  test("whose groups say nothing any more is out, also where they were in", async () => {
    await toRole("staff", "liaison");
    const who = someone(["staff"]);
    const id = await idOf(who);
    const from = { address: "", agent: "", device: null };
    const session = await beginSession(owner, { userId: id, way: "sso", state: "open", from });
    expect(await enter({ ...who, groups: [] })).toEqual({ refused: "SsoNoRole" });
    expect(await findSession(owner, session)).toBeNull();
  });

  test("a stranger to every group gets no account, and another provider's subject is nobody's here", async () => {
    await toRole("staff", "liaison");
    const who = someone(["others"]);
    expect(await enter(who)).toEqual({ refused: "SsoNoRole" });
    expect(await scene.db.select().from(users).where(eq(users.email, who.email))).toEqual([]);
    const there = someone(["staff"]);
    const id = await idOf(there);
    await scene.db.update(accounts).set({ provider: "sso-anotherone12" });
    expect(await idOf({ ...someone(["staff"]), sub: there.sub })).not.toBe(id);
  });

  test("an account with the same address is theirs; a shut one stays shut", async () => {
    await toRole("staff", "liaison");
    const who = someone(["staff"]);
    const { id } = await makeUser(scene.db, { email: who.email.toUpperCase(), role: "liaison" });
    expect(await idOf(who)).toBe(id);
    await changePerson(owner, { id, disabled: true });
    expect(await enter(who)).toEqual({ refused: "SsoNoRole" });
  });

  test("an address that is not verified, or of another domain, takes nobody's account over", async () => {
    await toRole("staff", "owner");
    const mine = await readPerson(owner, ownerId());
    const thief = { ...someone(["staff"]), email: mine!.email };
    expect(await enter(thief)).toEqual({ refused: "SsoDomain" });
    const other = { ...someone(["staff"]), email_verified: false };
    expect(await enter(other)).toEqual({ refused: "SsoUnverified" });
  });

  test("the last owner stays one, whatever the groups say", async () => {
    await toRole("staff", "viewer");
    const who = someone(["staff"]);
    await scene.db.update(users).set({ email: who.email }).where(eq(users.id, ownerId()));
    expect(await idOf(who)).toBe(ownerId());
    expect(await readPerson(owner, ownerId())).toMatchObject({ role: "owner" });
  });

  test("who was invited comes in this way too, with the role of the invitation, once", async () => {
    const who = someone();
    await invite(owner, { email: who.email, role: "liaison" });
    const id = await idOf(who);
    expect(await readPerson(owner, id)).toMatchObject({ role: "liaison" });
    const [used] = await scene.db.select().from(invitations);
    expect(used!.usedAt).toEqual(now);
  });

  test("a provider that is off lets nobody in", async () => {
    await toRole("staff", "liaison");
    await switchProvider(owner, { id: providerId, active: false });
    expect(await enter(someone(["staff"]))).toEqual({ refused: "SsoNoRole" });
  });
});

describe("private pages", () => {
  test("a group makes people of an audience, without an account at the desk; without the group they are out again", async () => {
    const { id: audienceId, slug } = await makeAudience(scene.db);
    await mapGroup(owner, { providerId, groupName: "board", role: null, audienceId });
    const who = someone(["board"]);
    const entered = await enter(who);
    if ("refused" in entered) throw new Error(entered.refused);
    expect(entered).toMatchObject({ userId: null, memberships: [{ audienceId, slug }] });
    const { subscriberId } = entered.memberships[0]!;
    expect(await findMember(scene.db, audienceId, subscriberId)).toMatchObject({
      email: who.email,
      name: who.name,
    });
    expect(await enter({ ...who, groups: [] })).toEqual({ refused: "SsoNoRole" });
    expect(await findMember(scene.db, audienceId, subscriberId)).toBeNull();
  });

  test("whom the desk added stays, whatever their groups say", async () => {
    const { id: audienceId } = await makeAudience(scene.db);
    await mapGroup(owner, { providerId, groupName: "board", role: null, audienceId });
    const who = someone(["board"]);
    await scene.db.insert(subscribers).values({
      ...{ audienceId, channel: "email", kind: "stakeholder", address: who.email, personId: "aaaaaaaaaaaa" },
      ...{ state: "confirmed", scope: "all_services", detail: "every_update" },
      ...{ confirmedAt: now, createdAt: now, updatedAt: now },
    });
    await enter(who);
    await enter({ ...who, groups: [] });
    expect(await scene.db.select().from(subscribers).where(eq(subscribers.address, who.email))).toHaveLength(
      1,
    );
  });

  test("an audience that was archived lets nobody in", async () => {
    const { id: audienceId } = await makeAudience(scene.db, { archivedAt: now });
    await mapGroup(owner, { providerId, groupName: "board", role: null, audienceId });
    expect(await enter(someone(["board"]))).toEqual({ refused: "SsoNoRole" });
  });
});

describe("only by single sign-on", () => {
  test("needs a provider that is on and an owner who keeps a way in; the last of either stays", async () => {
    await expect(requireSso(owner, { ssoOnly: true })).rejects.toMatchObject({ code: "no_way_back" });
    await setBreakGlass(owner, { id: ownerId(), on: true });
    await requireSso(owner, { ssoOnly: true });
    expect(await mayComeWithoutSso(scene.db, { breakGlass: false, role: "owner" })).toBe(false);
    expect(await mayComeWithoutSso(scene.db, { breakGlass: true, role: "liaison" })).toBe(false);
    expect(await mayComeWithoutSso(scene.db, { breakGlass: true, role: "owner" })).toBe(true);
    await expect(setBreakGlass(owner, { id: ownerId(), on: false })).rejects.toMatchObject({
      code: "no_way_back",
    });
    await expect(switchProvider(owner, { id: providerId, active: false })).rejects.toMatchObject({
      code: "only_way",
    });
    await requireSso(owner, { ssoOnly: false });
    expect(await mayComeWithoutSso(scene.db, { breakGlass: false, role: "viewer" })).toBe(true);
  });

  test("a way in is for owners with a password alone", async () => {
    const viewer = await makeUser(scene.db, { role: "viewer", passwordHash: "scrypt$…" });
    const other = await makeUser(scene.db, { role: "owner", passwordHash: null });
    for (const { id } of [viewer, other])
      await expect(setBreakGlass(owner, { id, on: true })).rejects.toMatchObject({
        code: "glass_for_owners",
      });
  });
});

test("no secret of a provider is read by anybody, nor kept as it is", async () => {
  expect(JSON.stringify(await listProviders(owner))).not.toMatch(/s3cret|sealed1/);
  expect(JSON.stringify(await scene.db.select().from(signInProviders))).not.toContain("s3cret");
});
