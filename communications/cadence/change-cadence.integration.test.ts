import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { minutesLater, noon, stage } from "@/communications/testing/stage";
import { makeAudience } from "@/db/factories";
import { audiences, cadences } from "@/db/schema/audiences";
import { changeCadence } from "./change-cadence";
import { cadencePresets } from "./presets";
import { suggestedPromise } from "./suggested-promise";

const scene = stage();
const rowsOf = (id: string) => cadencePresets.find((one) => one.id === id)!.rows;
const facts = { severity: "SEV1", status: "identified", openedAt: noon } as const;
const promised = (audienceId: string, after: number) =>
  suggestedPromise(scene.db, { ...facts, audienceId, now: minutesLater(after) });

test("an audience without a table follows the public's; with its own, its promises follow that", async () => {
  await changeCadence(scene.liaison(), { audienceId: scene.audienceId, rows: rowsOf("gitlab") });
  const { id } = await makeAudience(scene.db);
  expect(await promised(id, 0)).toEqual(minutesLater(10));
  expect(
    await changeCadence(scene.liaison(), { audienceId: id, rows: rowsOf("pagerduty-internal") }),
  ).toEqual({
    warnings: [],
  });
  expect(await promised(id, 0)).toEqual(minutesLater(30));
  expect(await promised(scene.audienceId, 0)).toEqual(minutesLater(10));
});

test("a long incident is spoken of less often only after two hours", async () => {
  const { id } = await makeAudience(scene.db);
  await changeCadence(scene.liaison(), { audienceId: id, rows: rowsOf("pagerduty-external") });
  expect(await promised(id, 115)).toEqual(minutesLater(135));
  expect(await promised(id, 120)).toEqual(minutesLater(180));
});

test("a table replaces the one before whole, and one that is wrong changes nothing", async () => {
  const { id } = await makeAudience(scene.db);
  const rows = rowsOf("gitlab");
  expect((await changeCadence(scene.liaison(), { audienceId: id, rows })).warnings[0]).toContain("commander");
  const early = [...rows, { ...rows[0]!, afterMinutes: 60, everyMinutes: 40 }];
  await expect(changeCadence(scene.liaison(), { audienceId: id, rows: early })).rejects.toMatchObject({
    code: "cadence_wrong",
    message: expect.stringContaining("only after two hours"),
  });
  const kept = await scene.db.select().from(cadences).where(eq(cadences.audienceId, id));
  expect(kept).toHaveLength(rows.length);
});

test("a viewer cannot, nor can an archived audience be given one", async () => {
  const { id } = await makeAudience(scene.db);
  const viewer = {
    ...scene.liaison(),
    actor: { kind: "user", id: "x", role: "viewer", name: "Vic" } as const,
  };
  const input = { audienceId: id, rows: rowsOf("gitlab") };
  await expect(changeCadence(viewer, input)).rejects.toMatchObject({ code: "not_allowed" });
  await scene.db.update(audiences).set({ archivedAt: noon }).where(eq(audiences.id, id));
  await expect(changeCadence(scene.liaison(), input)).rejects.toMatchObject({ code: "audience_unknown" });
});
