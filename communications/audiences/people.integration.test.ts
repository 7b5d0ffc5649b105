import { desc, eq } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import { digestOf } from "@/communications/subscribers/import/import-subscribers";
import { listSubscribers } from "@/communications/subscribers/list-subscribers";
import { noon, stage } from "@/communications/testing/stage";
import type { Context } from "@/db/context";
import { makeAudience } from "@/db/factories";
import { events } from "@/db/schema/events";
import { suppressions } from "@/db/schema/receipts";
import { personalLetters, subscribers, subscriptionRequests } from "@/db/schema/subscribers";
import { addStakeholder } from "./add-stakeholder";
import { importStakeholders, previewStakeholders } from "./import-stakeholders";
import { listStakeholders } from "./people";
import { removeStakeholder } from "./remove-stakeholder";

const scene = stage();
let audienceId: string;
const bytes = (...lines: string[]) => new TextEncoder().encode(["address,name,group", ...lines].join("\n"));
const people = async () => (await listStakeholders(scene.liaison(), audienceId)).people;
const newest = async () => (await scene.db.select().from(events).orderBy(desc(events.id)).limit(1))[0];
const as = (role: "viewer" | "visitor"): Context => {
  const { actor, ...ctx } = scene.liaison();
  return {
    ...ctx,
    actor: role === "visitor" ? { kind: "visitor" } : ({ ...actor, role } as Context["actor"]),
  };
};

beforeEach(async () => {
  for (const table of [subscribers, suppressions]) await scene.db.delete(table);
  audienceId = (await makeAudience(scene.db)).id;
});

test("somebody is added with name and group, as a stakeholder, without being asked to confirm", async () => {
  const somebody = { audienceId, address: "Chief@Larkfield.example", name: "Marta Reyes", group: "Board" };
  expect(await addStakeholder(scene.liaison(), somebody)).toBe("added");
  expect(await addStakeholder(scene.liaison(), somebody)).toBe("unchanged");
  expect(await addStakeholder(scene.liaison(), { ...somebody, group: "Owners" })).toBe("changed");
  const [row, ...more] = await scene.db.select().from(subscribers);
  expect(more).toEqual([]);
  expect(row).toMatchObject({
    ...{ audienceId, kind: "stakeholder", channel: "email", address: "chief@larkfield.example" },
    ...{ name: "Marta Reyes", groupName: "Owners", state: "confirmed", confirmedAt: noon },
  });
  expect(await scene.db.$count(personalLetters)).toBe(0);
  expect(await scene.db.$count(subscriptionRequests)).toBe(0);
});

test("what is recorded says how many, not who; the public list of subscribers knows nobody of them", async () => {
  await addStakeholder(scene.liaison(), { audienceId, address: "chief@larkfield.example", name: "Marta" });
  const event = await newest();
  expect(event).toMatchObject({ kind: "people_changed", details: { audienceId, added: 1, removed: 0 } });
  expect(JSON.stringify(event)).not.toContain("chief");
  expect((await listSubscribers(scene.liaison(), {})).total).toBe(0);
});

test("a file adds a group; its preview said so and changed nothing; twice is once", async () => {
  const file = bytes("a@larkfield.example,Ana,Board", "b@larkfield.example,,Board", "no address,,");
  const told = await previewStakeholders(scene.liaison(), audienceId, file);
  expect(told).toMatchObject({ rows: 3, added: 2, asked: 0, refused: 1 });
  expect(await people()).toEqual([]);
  expect(await importStakeholders(scene.liaison(), audienceId, file, digestOf(file))).toEqual(told);
  expect(await people()).toMatchObject([
    { address: "a@larkfield.example", name: "Ana", groupName: "Board" },
    { address: "b@larkfield.example", name: null, groupName: "Board" },
  ]);
  const again = await importStakeholders(scene.liaison(), audienceId, file, digestOf(file));
  expect(again).toMatchObject({ added: 0, unchanged: 2 });
  await expect(importStakeholders(scene.liaison(), audienceId, file, "other")).rejects.toMatchObject({
    code: "file_changed",
  });
});

test("the columns of subscribers are not those of stakeholders", async () => {
  const file = new TextEncoder().encode("address,confirmed\na@larkfield.example,yes");
  await expect(previewStakeholders(scene.liaison(), audienceId, file)).rejects.toMatchObject({
    code: "file_refused",
  });
});

test("who complained or has stopped our messages is not brought back", async () => {
  const address = "gone@larkfield.example";
  await scene.db
    .insert(suppressions)
    .values({ channel: "email", address, reason: "complained", since: noon });
  await expect(addStakeholder(scene.liaison(), { audienceId, address })).rejects.toMatchObject({
    code: "refused",
  });
  const left = { audienceId, address: "left@larkfield.example" };
  await addStakeholder(scene.liaison(), left);
  await scene.db.update(subscribers).set({ state: "left" });
  await expect(addStakeholder(scene.liaison(), left)).rejects.toMatchObject({ code: "refused" });
});

test("removing takes the row away; somebody of another audience is not removed by it", async () => {
  const other = await makeAudience(scene.db);
  const address = "chief@larkfield.example";
  for (const id of [audienceId, other.id]) await addStakeholder(scene.liaison(), { audienceId: id, address });
  const [theirs] = await scene.db.select().from(subscribers).where(eq(subscribers.audienceId, other.id));
  await expect(
    removeStakeholder(scene.liaison(), { audienceId, subscriberId: theirs!.id }),
  ).rejects.toMatchObject({ code: "subscriber_unknown" });
  const [own] = await people();
  await removeStakeholder(scene.liaison(), { audienceId, subscriberId: own!.id });
  expect(await people()).toEqual([]);
  expect(await scene.db.$count(subscribers)).toBe(1);
});

test("viewers and visitors change nobody, and the public page is no audience for it", async () => {
  const address = "chief@larkfield.example";
  for (const ctx of [as("viewer"), as("visitor")])
    await expect(addStakeholder(ctx, { audienceId, address })).rejects.toMatchObject({ code: "not_allowed" });
  await expect(
    addStakeholder(scene.liaison(), { audienceId: scene.audienceId, address }),
  ).rejects.toMatchObject({ code: "audience_unknown" });
  await expect(listStakeholders(as("visitor"), audienceId)).rejects.toMatchObject({ code: "not_allowed" });
  expect(await scene.db.$count(subscribers)).toBe(0);
});
