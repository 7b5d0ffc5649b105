import { beforeAll, describe, expect, test } from "vitest";
import type { Db } from "@/db/client";
import type { Context } from "@/db/context";
import { ensurePublicAudience, makeAudience, makeContext, noon } from "@/db/factories";
import { audiences } from "@/db/schema/audiences";
import { replacedTemplates } from "@/db/schema/rules";
import { testDatabase } from "@/db/testing/test-database";
import { presets } from "../presets";
import { addPresets } from "./add-presets";
import { addTemplate } from "./add-template";
import { archiveTemplate } from "./archive-template";
import { changeTemplate } from "./change-template";
import { listReplacedTemplates, listWordTemplates } from "./list-templates";

let db: Db;
let liaison: Context;
let viewer: Context;
beforeAll(async () => {
  ({ db } = await testDatabase());
  liaison = await makeContext(db);
  viewer = await makeContext(db, { role: "viewer" });
});

const ready = {
  name: "Cause found",
  status: "identified",
  audienceId: null,
  incidentType: null,
  words: "We know the cause. Next update by {{promise}}.",
} as const;
const names = async (archived = false) =>
  (await listWordTemplates(liaison, { archived })).map(({ name }) => name);

describe("ready words", () => {
  test("are added, changed, put away and brought back", async () => {
    const { templateId } = await addTemplate(liaison, ready);
    await changeTemplate(liaison, { ...ready, templateId, name: "Cause is known", incidentType: "data" });
    expect(await listWordTemplates(liaison)).toMatchObject([
      { id: templateId, name: "Cause is known", incidentType: "data", audience: null },
    ]);
    await archiveTemplate(liaison, { templateId, archived: true });
    expect(await names()).toEqual([]);
    expect(await names(true)).toEqual(["Cause is known"]);
    await expect(changeTemplate(liaison, { ...ready, templateId })).rejects.toMatchObject({
      code: "template_unknown",
    });
    await archiveTemplate(liaison, { templateId, archived: false });
    expect(await names()).toEqual(["Cause is known"]);
  });

  test("are readable as they were before each change, with who changed them; a change of nothing is none", async () => {
    const { templateId } = await addTemplate(liaison, ready);
    await changeTemplate(liaison, { ...ready, templateId });
    expect((await listReplacedTemplates(viewer)).filter((one) => one.templateId === templateId)).toEqual([]);
    await changeTemplate(liaison, { ...ready, templateId, words: "The cause is known." });
    await changeTemplate(liaison, { ...ready, templateId, words: "We know why.", name: "Known" });
    const earlier = (await listReplacedTemplates(viewer)).filter((one) => one.templateId === templateId);
    expect(earlier.map(({ words }) => words)).toEqual(["The cause is known.", ready.words]);
    expect(earlier[0]).toMatchObject({ name: ready.name, by: "Ines Okafor", replacedAt: noon });
    await archiveTemplate(liaison, { templateId, archived: true });
    await expect(changeTemplate(liaison, { ...ready, templateId })).rejects.toMatchObject({
      code: "template_unknown",
    });
  });

  test("say in their history for whom and for which type they were, also when nothing but that changes", async () => {
    const { id: audienceId } = await makeAudience(db, { name: "Executives", slug: "executives" });
    const { templateId } = await addTemplate(liaison, ready);
    await changeTemplate(liaison, { ...ready, templateId, audienceId, incidentType: "security" });
    await changeTemplate(liaison, { ...ready, templateId });
    await db.insert(replacedTemplates).values({
      ...{ templateId, name: "Of old", words: "Old words.", status: "identified", replacedAt: noon },
    });
    const earlier = (await listReplacedTemplates(viewer)).filter((one) => one.templateId === templateId);
    expect(earlier.map(({ name, scope }) => [name, scope])).toEqual([
      ["Of old", null],
      [ready.name, { audience: "Executives", incidentType: "security" }],
      [ready.name, { audience: null, incidentType: null }],
    ]);
  });

  test("ask for no fact that there is none of; the refusal names those there are", async () => {
    const words = "Fixed by {{eta}}.";
    await expect(addTemplate(liaison, { ...ready, words })).rejects.toThrow(/eta.*\{\{promise\}\}/);
  });

  test("are written to no audience that is gone", async () => {
    await expect(addTemplate(liaison, { ...ready, audienceId: "gone00000000" })).rejects.toMatchObject({
      code: "audience_unknown",
    });
    const [away] = await db
      .insert(audiences)
      .values({
        ...{ slug: "old", kind: "private", name: "Old", archivedAt: noon },
        ...{ createdAt: noon, updatedAt: noon },
      })
      .returning();
    await expect(addPresets(liaison, { preset: "legal", audienceId: away!.id })).rejects.toMatchObject({
      code: "audience_unknown",
    });
  });

  test("come ready-made for an audience, once", async () => {
    const { id: audienceId } = await ensurePublicAudience(db);
    expect(await addPresets(liaison, { preset: "public", audienceId })).toEqual({
      added: presets.public.length,
    });
    expect(await addPresets(liaison, { preset: "public", audienceId })).toEqual({ added: 0 });
    const own = (await listWordTemplates(liaison)).filter((one) => one.audienceId === audienceId);
    expect(own.map(({ name }) => name)).toEqual(presets.public.map(({ name }) => name));
  });

  test("are looked at by viewers, and touched by nobody who may not", async () => {
    expect((await listWordTemplates(viewer)).length).toBeGreaterThan(0);
    const refused = { code: "not_allowed" };
    const templateId = "some00000000";
    await expect(addTemplate(viewer, ready)).rejects.toMatchObject(refused);
    await expect(changeTemplate(viewer, { ...ready, templateId })).rejects.toMatchObject(refused);
    await expect(archiveTemplate(viewer, { templateId, archived: true })).rejects.toMatchObject(refused);
    await expect(addPresets(viewer, { preset: "public", audienceId: templateId })).rejects.toMatchObject(
      refused,
    );
    const visitor: Context = { ...viewer, actor: { kind: "visitor" } };
    await expect(listWordTemplates(visitor)).rejects.toMatchObject(refused);
  });
});
