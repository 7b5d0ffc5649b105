import { expect, test } from "vitest";
import type { Publish } from "@/communications/follow-publication";
import { followableIncident } from "@/communications/subscribers/wish";
import { minutesLater, noon, openOnCheckout, say, stage } from "@/communications/testing/stage";
import { tick } from "@/communications/tick";
import { allPaths } from "@/status/public/all-paths";
import { changedPaths } from "@/status/public/changed-paths";
import { readFeed } from "@/status/public/read-feed";
import { readIncident } from "@/status/public/read-incident";
import { readMonth } from "@/status/public/read-month";
import { readMonths } from "@/status/public/read-months";
import { readRecent } from "@/status/public/read-recent";
import { readStatus } from "@/status/public/read-status";
import { undoUpdate } from "./undo-update";

const scene = stage({ undoSeconds: 10 });
const later = minutesLater(1);

/** All that readers and machines can read, as one text. */
async function everything(incidentId: string) {
  return JSON.stringify([
    await readStatus(scene.db, "public", later),
    await readIncident(scene.db, "public", incidentId, later),
    await readRecent(scene.db, "public", later),
    await readFeed(scene.db, "public"),
    await readMonths(scene.db, "public"),
    await readMonth(scene.db, "public", "2026-11", later),
    await allPaths(scene.db, "public"),
  ]);
}
const undo = (updateId: string, now = noon) => undoUpdate(scene.liaison(now), { updateId });

test("an update that was taken back is on no surface, its neighbours stay", async () => {
  const { incidentId } = await openOnCheckout(scene, { words: "Cards are declined." }, minutesLater(-5));
  const { updateId } = await say(
    scene,
    incidentId,
    { words: "Never mind the cards.", title: "No cards" },
    noon,
  );
  expect(await everything(incidentId)).toContain("Never mind the cards.");
  const { version } = await undo(updateId);
  const seen = await everything(incidentId);
  for (const gone of ["Never mind", "No cards", updateId, "Ines"]) expect(seen, gone).not.toContain(gone);
  for (const there of ["Cards are declined.", "Card payments fail"]) expect(seen).toContain(there);
  const changed = await changedPaths(scene.db, "public", version - 1, later);
  expect(changed).toMatchObject({ version, gone: [] });
  expect(changed.paths).toEqual(expect.arrayContaining(["/", `/incidents/${incidentId}`, "/feed.json"]));
  await say(scene, incidentId, { status: "resolved", nextUpdateBy: null }, later);
});

test("an incident that was taken back exists nowhere, and its address is made anew so that nobody keeps it", async () => {
  const { incidentId, updateId } = await openOnCheckout(
    scene,
    { title: "Search burns", words: "All of it.", startedAt: new Date("2026-10-05T12:00:00Z") },
    noon,
  );
  expect(await readMonths(scene.db, "public")).toContain("2026-10");
  await expect(followableIncident(scene.db, incidentId)).resolves.toMatchObject({ id: incidentId });
  const { version } = await undo(updateId);
  const seen = await everything(incidentId);
  for (const gone of [incidentId, updateId, "Search burns", "All of it.", "/history/2026-10"])
    expect(seen, gone).not.toContain(gone);
  expect((await readStatus(scene.db, "public", later))!.overall).toBe("operational");
  expect(await readMonth(scene.db, "public", "2026-10", later)).toBeNull();
  await expect(followableIncident(scene.db, incidentId)).rejects.toMatchObject({ code: "incident_unknown" });
  const gone = [`/incidents/${incidentId}`, "/history/2026-10"];
  for (const since of [version - 1, null]) {
    const changed = await changedPaths(scene.db, "public", since, later);
    expect(changed.gone).toEqual(gone);
    expect(changed.paths).toEqual(expect.arrayContaining(["/", ...gone]));
  }
  const { paths } = await changedPaths(scene.db, "public", null, minutesLater(60 * 25));
  expect(paths, "a day later nobody keeps it").not.toContain(gone[0]);
});

test("the promise of an incident that was taken back wakes nobody", async () => {
  const { updateId } = await openOnCheckout(scene, { nextUpdateBy: minutesLater(20) });
  await undo(updateId);
  const asked: number[] = [];
  const publish: Publish = async (version) => {
    asked.push(version);
    return version;
  };
  const first = await tick({ db: scene.db, now: minutesLater(19) }, null, publish);
  expect(first.faults).toEqual([]);
  const second = await tick({ db: scene.db, now: minutesLater(25) }, first.published, publish);
  expect([asked.length, second.published]).toEqual([1, first.published]);
});
