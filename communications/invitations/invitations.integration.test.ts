import { beforeEach, describe, expect, test } from "vitest";
import { stage } from "@/communications/testing/stage";
import type { Context } from "@/db/context";
import { makeUser } from "@/db/factories";
import { invitations } from "@/db/schema/invitations";
import { personalLetters } from "@/db/schema/subscribers";
import { acceptInvitation, findInvitation } from "@/status/invitations/accept-invitation";
import { listInvitations, withdrawInvitation } from "@/status/invitations/invitations";
import { checkPassword } from "@/status/people/check-password";
import { readPerson } from "@/status/people/read-person";
import { invite } from "./invite";

const scene = stage();
const now = new Date("2026-11-23T14:00:00Z");
const daysLater = (days: number) => new Date(now.getTime() + days * 24 * 60 * 60 * 1000);
const password = "a password of their own";
let owner: Context;
let people = 0;

beforeEach(async () => {
  await scene.db.delete(invitations);
  await scene.db.delete(personalLetters);
  const { id } = await makeUser(scene.db, { role: "owner" });
  owner = { db: scene.db, now, actor: { kind: "user", id, role: "owner", name: "Ines" } };
});

const someone = () => `tom${++people}@larkfield.example`;
async function invited(email: string, role: "liaison" | "owner" = "liaison") {
  await invite(owner, { email, role });
  const letters = await scene.db.select().from(personalLetters);
  const letter = letters.findLast(({ address }) => address === email)!;
  return /\/sign-in\/invited\/([\w-]+)/.exec(letter.text)![1]!;
}
const accept = (token: string, at = now, name = "Tom Vega") =>
  acceptInvitation({ db: scene.db, now: at }, { token, name, password });

describe("an invitation", () => {
  test("is a letter with a link; with it somebody makes an account with a role and a password of their own", async () => {
    const email = someone();
    const token = await invited(email);
    expect(await findInvitation(owner, token)).toMatchObject({ email, role: "liaison" });
    const { id } = await accept(token, daysLater(6.9));
    expect(await readPerson(owner, id)).toMatchObject({ name: "Tom Vega", email, role: "liaison" });
    expect(await checkPassword(owner, { email, password })).toBe(id);
    expect(await listInvitations(owner)).toEqual([]);
  });

  test("works once, also when it is used twice at once", async () => {
    const token = await invited(someone());
    const all = await Promise.allSettled([accept(token), accept(token), accept(token)]);
    expect(all.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    await expect(accept(token)).rejects.toMatchObject({ code: "invitation_over" });
  });

  test("ends after seven days, when it is withdrawn, and when another is written", async () => {
    const late = await invited(someone());
    await expect(accept(late, daysLater(7))).rejects.toMatchObject({ code: "invitation_over" });
    const email = someone();
    const first = await invited(email);
    const second = await invited(email, "owner");
    expect(await findInvitation(owner, first)).toBeNull();
    const [open] = (await listInvitations(owner)).filter((one) => one.email === email);
    expect(open).toMatchObject({ role: "owner" });
    await withdrawInvitation(owner, { id: open!.id });
    await expect(accept(second)).rejects.toMatchObject({ code: "invitation_over" });
    await expect(withdrawInvitation(owner, { id: open!.id })).rejects.toMatchObject({
      code: "invitation_over",
    });
  });

  test("is for nobody who has an account, in any case of letters, and never makes a second one", async () => {
    const email = someone();
    const token = await invited(email);
    await makeUser(scene.db, { email: email.toUpperCase() });
    await expect(invite(owner, { email, role: "viewer" })).rejects.toMatchObject({ code: "email_taken" });
    await expect(accept(token)).rejects.toMatchObject({ code: "invitation_over" });
  });

  test("keeps no link, and refuses a short password and an empty name", async () => {
    const token = await invited(someone());
    expect(JSON.stringify(await scene.db.select().from(invitations))).not.toContain(token);
    await expect(acceptInvitation(owner, { token, name: "Tom", password: "short" })).rejects.toThrow();
    await expect(accept(token, now, "  \u200b ")).rejects.toThrow();
    expect(await findInvitation(owner, token)).not.toBeNull();
  });
});
