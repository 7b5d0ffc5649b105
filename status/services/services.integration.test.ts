import { beforeEach, expect, test } from "vitest";
import type { Db } from "@/db/client";
import type { Context } from "@/db/context";
import { clockContext, makeContext, makeIncident, minutesLater, noon } from "@/db/factories";
import { events } from "@/db/schema";
import { rollback, testDatabase } from "@/db/testing/test-database";
import { readIncident as readPublicIncident } from "@/status/public/read-incident";
import { readStatus } from "@/status/public/read-status";
import { addGroup } from "./add-group";
import { addService } from "./add-service";
import { changeService } from "./change-service";
import { listGroups, listServices } from "./list-services";
import { moveGroup } from "./move-group";
import { moveService } from "./move-service";
import { renameGroup } from "./rename-group";
import { retireService } from "./retire-service";
import { showService } from "./show-service";

const { db } = await testDatabase();

/** A page with two groups and three services, in a transaction that is taken back. */
function onPage(run: (page: Awaited<ReturnType<typeof makePage>>) => Promise<void>) {
  return () => rollback(db, async (tx) => run(await makePage(tx)));
}

async function makePage(tx: Db) {
  const ctx = await makeContext(tx);
  const { groupId: shop } = await addGroup(ctx, { name: "Shop" });
  const { groupId: api } = await addGroup(ctx, { name: "API" });
  const { serviceId: checkout } = await addService(ctx, { name: "Checkout", groupId: shop });
  const { serviceId: search } = await addService(ctx, { name: "Search", groupId: shop });
  const { serviceId: rest } = await addService(ctx, { name: "REST", groupId: api });
  const shown = async () => (await readStatus(tx, "public", noon))!.services.map(({ name }) => name);
  return { tx, ctx, shop, api, checkout, search, rest, shown };
}

let before = 0;
beforeEach(async () => {
  before = await db.$count(events);
});

test(
  "added services stand at the end of their groups, groups in their order, and readers see them",
  onPage(async ({ ctx, shown }) => {
    expect(await shown()).toEqual(["Checkout", "Search", "REST"]);
    await addService(ctx, { name: "Without a group" });
    expect(await shown()).toEqual(["Checkout", "Search", "REST", "Without a group"]);
  }),
);

test(
  "moving changes the order of readers and desk alike; at the end it stays",
  onPage(async ({ ctx, shop, search, checkout, shown }) => {
    await moveService(ctx, { serviceId: search, direction: "up" });
    expect(await shown()).toEqual(["Search", "Checkout", "REST"]);
    await moveService(ctx, { serviceId: search, direction: "up" });
    await moveService(ctx, { serviceId: checkout, direction: "down" });
    expect(await shown()).toEqual(["Search", "Checkout", "REST"]);
    await moveGroup(ctx, { groupId: shop, direction: "down" });
    expect(await shown()).toEqual(["REST", "Search", "Checkout"]);
    expect((await listServices(ctx)).map(({ name }) => name)).toEqual(["REST", "Search", "Checkout"]);
  }),
);

test(
  "renamed, described and regrouped: what is left out stays",
  onPage(async ({ ctx, api, search, shown }) => {
    await changeService(ctx, { serviceId: search, name: "Find", description: "Finding things" });
    await changeService(ctx, { serviceId: search, groupId: api });
    const found = (await listServices(ctx)).find(({ id }) => id === search);
    expect(found).toMatchObject({ name: "Find", description: "Finding things", group: "API" });
    await renameGroup(ctx, { groupId: api, name: "Developers" });
    expect((await listGroups(ctx)).map(({ name }) => name)).toEqual(["Shop", "Developers"]);
    expect(await shown()).toContain("Find");
  }),
);

test(
  "a hidden service is not there for readers, nor named in an incident; shown again, it is back",
  onPage(async ({ tx, ctx, search, checkout, shown }) => {
    const { id } = await makeIncident(tx, { serviceIds: [search, checkout] });
    await showService(ctx, { serviceId: search, shown: false });
    expect(await shown()).toEqual(["Checkout", "REST"]);
    const incident = await readPublicIncident(tx, "public", id, noon);
    expect(JSON.stringify(incident)).not.toContain("Search");
    expect(JSON.stringify(incident)).not.toContain(search);
    await showService(ctx, { serviceId: search, shown: true });
    await showService(ctx, { serviceId: search, shown: true });
    expect(await shown()).toEqual(["Checkout", "Search", "REST"]);
  }),
);

test(
  "a retired service is gone from page and desk, and cannot be changed or retired again",
  onPage(async ({ ctx, search, shown }) => {
    await retireService(ctx, { serviceId: search });
    expect(await shown()).toEqual(["Checkout", "REST"]);
    expect((await listServices(ctx)).map(({ id }) => id)).not.toContain(search);
    const gone = { code: "service_unknown", message: "This service does not exist any more." };
    await expect(retireService(ctx, { serviceId: search })).rejects.toMatchObject(gone);
    await expect(changeService(ctx, { serviceId: search, name: "X" })).rejects.toMatchObject(gone);
  }),
);

test(
  "an empty group is not shown to readers, but the desk knows it",
  onPage(async ({ tx, ctx }) => {
    await addGroup(ctx, { name: "Empty" });
    const { groups } = (await readStatus(tx, "public", noon))!;
    expect(groups.map(({ name }) => name)).toEqual(["Shop", "API"]);
    expect((await listGroups(ctx)).map(({ name }) => name)).toEqual(["Shop", "API", "Empty"]);
  }),
);

test(
  "every change is an event with the next version; a refused one is none",
  onPage(async ({ tx, ctx, search }) => {
    const { version } = await renameGroup(ctx, { groupId: (await listGroups(ctx))[0]!.id, name: "Shops" });
    expect((await changeService(ctx, { serviceId: search, name: "Find" })).version).toBe(version + 1);
    const count = await tx.$count(events);
    await expect(changeService(ctx, { serviceId: search, name: "  " })).rejects.toThrow(
      "Write a name customers know.",
    );
    await expect(addService(ctx, { name: "x".repeat(101) })).rejects.toThrow("Keep it under 100 characters.");
    await expect(renameGroup(ctx, { groupId: "aaaaaaaaaaaa", name: "X" })).rejects.toMatchObject({
      code: "group_unknown",
    });
    expect(await tx.$count(events)).toBe(count);
  }),
);

test(
  "days before a service was known have no data and no share in the figure",
  onPage(async ({ tx, ctx }) => {
    await addService({ ...ctx, now: noon }, { name: "New", startDate: "2026-11-20" });
    const service = (await readStatus(tx, "public", noon))!.services.find(({ name }) => name === "New")!;
    expect(service.days).toHaveLength(90);
    expect(service.days.filter(({ state }) => state === "no_data")).toHaveLength(86);
    expect(service.uptime).toBe(1);
    const unborn = (await readStatus(tx, "public", minutesLater(-60 * 24 * 10)))!.services;
    expect(unborn.find(({ name }) => name === "New")!.uptime).toBeNull();
  }),
);

test(
  "a viewer, the clock and a visitor change nothing",
  onPage(async ({ tx, shop, search }) => {
    const viewer = await makeContext(tx, { role: "viewer" });
    const visitor: Context = { db: tx, now: noon, actor: { kind: "visitor" } };
    for (const ctx of [viewer, clockContext(tx), visitor]) {
      for (const attempt of [
        () => addGroup(ctx, { name: "X" }),
        () => addService(ctx, { name: "X" }),
        () => changeService(ctx, { serviceId: search, name: "X" }),
        () => moveService(ctx, { serviceId: search, direction: "up" }),
        () => moveGroup(ctx, { groupId: shop, direction: "down" }),
        () => renameGroup(ctx, { groupId: shop, name: "X" }),
        () => showService(ctx, { serviceId: search, shown: false }),
        () => retireService(ctx, { serviceId: search }),
      ]) {
        await expect(attempt()).rejects.toMatchObject({ code: "not_allowed" });
      }
    }
  }),
);

test("nothing of all this outlived its test", async () => {
  expect(await db.$count(events)).toBe(before);
});
