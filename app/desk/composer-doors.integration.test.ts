import { beforeAll, beforeEach, expect, test, vi } from "vitest";
import type { DeskContext } from "@/app/desk-context";
import { addSubscriber, openOnCheckout, say, stage } from "@/communications/testing/stage";
import { type ComposerFields, toPayload } from "@/components/desk/composer/fields";
import { makeUser } from "@/db/factories";
import { decideApproval } from "@/status/approvals/decide-approval";
import { readOwnQuestions } from "@/status/approvals/read-approvals";
import { requireApproval } from "@/status/approvals/require-approval";
import { publishAction } from "./(wide)/incidents/actions";
import { POST as changes } from "./incidents/[id]/changes/route";
import { POST as asked } from "./openings/asked/route";
import { POST as ask } from "./openings/route";
import { POST as people } from "./previews/people/route";
import { POST as letter } from "./previews/written/letter/route";
import { POST as message } from "./previews/written/route";

/** The composer's doors with what its form really sends, on a real database. */
const scene = stage();
let caller: DeskContext;
vi.mock("@/app/desk-context", async (original) => ({
  ...(await original<typeof import("@/app/desk-context")>()),
  deskContext: async () => caller,
}));
vi.mock("next/headers", () => ({
  cookies: async () => ({ get: () => undefined }),
  headers: async () => new Headers(),
}));
vi.mock("next/cache", () => ({ revalidatePath: () => undefined }));

const now = new Date("2026-11-23T12:00:00Z");
async function become(role: "owner" | "liaison", name: string): Promise<DeskContext> {
  const { id } = await makeUser(scene.db, { role, name });
  return {
    ...{ db: scene.db, now, actor: { kind: "user", id, role, name } },
    session: { id, state: "open", way: "password", since: now, lastSeenAt: now },
  } as DeskContext;
}
let [ines, olga]: DeskContext[] = [];
let reader = "";
beforeAll(async () => {
  vi.stubEnv("PUBLIC_URL", "https://status.larkfield.example");
  vi.stubEnv("FRONT_CONTROL_URL", "http://127.0.0.1:9");
  [ines, olga] = [await become("liaison", "Ines"), await become("owner", "Olga")];
  reader = await addSubscriber(scene, { address: "marta@reader.example" });
});
beforeEach(() => {
  caller = ines!;
});

const payload = (over: Partial<ComposerFields> = {}) =>
  toPayload(
    {
      ...{ title: "Card payments fail", type: "availability", status: "investigating", severity: "SEV2" },
      ...{ reason: "", impact: "major", where: "Europe, Lisbon", wordings: [], promise: { inMinutes: 20 } },
      ...{ words: "All card payments fail. Next word by {{promise}}.", tell: true, revision: 0 },
      ...{ onceKey: "form00000001", services: { [scene.checkout]: "major_outage" } },
      ...over,
    },
    now,
    "UTC",
  );
const send = (body: unknown) =>
  new Request("http://desk.example/", { method: "POST", body: JSON.stringify(body) });
const sent = async (response: Promise<Response>) => {
  const answer = await response;
  expect(answer.status, await answer.clone().text()).toBe(200);
  return answer.json();
};

test("everybody whom the form would reach, found by a part of their address, with their letter in a frame's HTML", async () => {
  const form = { incidentId: null, payload: payload() };
  const page = await sent(people(send({ ...form, search: "marta" })));
  expect(page).toMatchObject({ next: null, people: [{ address: "marta@reader.example", channel: "email" }] });
  expect((await sent(people(send({ ...form, search: "nobody" })))).people).toEqual([]);
  const whom = { ...form, recipientId: reader, channel: "email" };
  const shown = await sent(message(send(whom)));
  expect(shown).toMatchObject({ isLetter: true, subject: expect.stringContaining("Checkout: major outage") });
  expect(shown.text).toContain("Next word by 12:20");
  // As a browser sends a form of the type text/plain.
  const body = `asked=${JSON.stringify(whom)}\r\n`;
  const html = await letter(new Request("http://desk.example/", { method: "POST", body }));
  expect(html.headers.get("content-type")).toContain("text/html");
  expect(await html.text()).toContain("Next word by 12:20");
  const other = { ...whom, recipientId: "zzzzzzzzzzzz" };
  const none = new Request("http://desk.example/", {
    method: "POST",
    body: `asked=${JSON.stringify(other)}`,
  });
  expect((await letter(none)).status).toBe(422);
});

test("a new incident is proposed as its form stands, and the form publishes by the yes; with another title it does not", async () => {
  const rule = { audienceId: scene.audienceId, incidentType: "availability" } as const;
  await requireApproval(olga!, { ...rule, role: "commander" });
  const form = payload({ words: "All card payments fail. Please wait." });
  expect(await publishAction(null, "incident:new", form)).toMatchObject({ code: "approval_missing" });
  const how = { subject: "incident:new", approverId: null, objectWithinMinutes: null };
  const standing = await sent(ask(send({ payload: form, ...how })));
  expect(standing).toMatchObject({
    asking: [{ state: "asked", words: form.words }],
    approvers: expect.arrayContaining([expect.objectContaining({ name: "Olga" })]),
  });
  const [question] = await readOwnQuestions(olga!);
  await decideApproval(olga!, { approvalId: question!.id, decision: "approved" });
  expect((await sent(asked(send({ payload: form })))).asking).toMatchObject([{ state: "approved" }]);
  const other = { ...form, title: "Everything fails" };
  expect((await sent(asked(send({ payload: other })))).asking).toEqual([]);
  expect(await publishAction(null, "incident:new", other)).toMatchObject({ code: "approval_stale" });
  expect(await publishAction(null, "incident:new", form)).toMatchObject({ ok: true });
  await requireApproval(olga!, { ...rule, role: null });
});

test("what others did since a revision comes with their facts, their promise and their words", async () => {
  const { incidentId } = await openOnCheckout(scene);
  const later = { severity: "SEV1" as const, regions: ["Lisbon"], words: "Half of all cards fail." };
  await say(scene, incidentId, later);
  const found = await sent(changes(send({ since: 1 }), { params: Promise.resolve({ id: incidentId }) }));
  expect(found).toMatchObject({
    revision: 2,
    now: { severity: "SEV1", where: "Lisbon", services: { [scene.checkout]: expect.any(String) } },
    nextUpdateBy: expect.any(String),
    said: [{ audienceId: null, audience: "Public", words: later.words }],
  });
});
