import { expect, test } from "vitest";
import type { Context } from "@/db/context";
import { users } from "@/db/schema/users";
import { testDatabase } from "@/db/testing/test-database";
import { dropDraft, readDraft, saveDraft } from "./drafts";

const { db } = await testDatabase();
const now = new Date("2026-11-23T14:36:38Z");

async function writer(name: string): Promise<Context> {
  const [row] = await db
    .insert(users)
    .values({ name, email: `${name}@example.com`, role: "liaison" })
    .returning();
  return { db, now, actor: { kind: "user", id: row!.id, role: "liaison", name } };
}

test("the newest words of a form win, and each writer has their own", async () => {
  const [ines, tomasz] = [await writer("ines"), await writer("tomasz")];
  await saveDraft(ines, { subject: "incident:new", fields: { words: "one" } });
  await saveDraft(ines, { subject: "incident:new", fields: { words: "two" } });
  await saveDraft(tomasz, { subject: "incident:new", fields: { words: "other" } });
  expect(await readDraft(ines, "incident:new")).toEqual({ fields: { words: "two" }, savedAt: now });
  expect(await readDraft(tomasz, "incident:new")).toMatchObject({ fields: { words: "other" } });
});

test("a published draft is gone, the writer's others stay", async () => {
  const ctx = await writer("priya");
  await saveDraft(ctx, { subject: "incident:new", fields: { words: "a" } });
  await saveDraft(ctx, { subject: "incident:abc123", fields: { words: "b" } });
  await dropDraft(ctx, "incident:new");
  expect(await readDraft(ctx, "incident:new")).toBeNull();
  expect(await readDraft(ctx, "incident:abc123")).not.toBeNull();
});

test("a draft that could fill the disk is refused", async () => {
  const ctx = await writer("ada");
  const fields = { words: "x".repeat(200_000) };
  await expect(saveDraft(ctx, { subject: "incident:new", fields })).rejects.toThrow();
});
