import { expect, test } from "vitest";
import type { Context } from "@/db/context";
import { makeContext, makeIncident, makeUser, noon } from "@/db/factories";
import { rollback, testDatabase } from "@/db/testing/test-database";
import { notePresence } from "./note-presence";
import { readIncident } from "./read-incident";

const { db } = await testDatabase();
const at = (ctx: Context, seconds: number) => ({ ...ctx, now: new Date(noon.getTime() + seconds * 1000) });

test("who has the form open is told who else has, until they close it; it leaves no trace in the history", () =>
  rollback(db, async (tx) => {
    const ines = await makeContext(tx);
    const { id } = await makeUser(tx, { name: "Tomasz" });
    const tomasz: Context = { ...ines, actor: { kind: "user", id, role: "liaison", name: "Tomasz" } };
    const { id: incidentId } = await makeIncident(tx);
    const other = await makeIncident(tx);
    expect(await notePresence(ines, { incidentId })).toEqual({ others: [] });
    expect(await notePresence(at(tomasz, 5), { incidentId })).toEqual({ others: ["Ines Okafor"] });
    expect(await notePresence(at(tomasz, 5), { incidentId: other.id })).toEqual({ others: [] });
    expect(await notePresence(at(ines, 10), { incidentId })).toEqual({ others: ["Tomasz"] });
    expect(await notePresence(at(ines, 39), { incidentId })).toEqual({ others: ["Tomasz"] });
    expect(await notePresence(at(ines, 40), { incidentId })).toEqual({ others: [] });
    expect(await readIncident(ines, incidentId)).toMatchObject({ revision: 1, activity: [] });
  }));

test("a viewer writes nothing, so is not noted", () =>
  rollback(db, async (tx) => {
    const viewer = await makeContext(tx, { role: "viewer" });
    const { id: incidentId } = await makeIncident(tx);
    await expect(notePresence(viewer, { incidentId })).rejects.toThrow("may not speak");
  }));
