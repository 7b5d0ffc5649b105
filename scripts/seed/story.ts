import type { Db } from "@/db/client";
import type { Context } from "@/db/context";
import { events, services, subscribers, users } from "@/db/schema";
import { newId } from "@/lib/ids";
import { dayIn } from "@/lib/zoned-time";
import { addGroup } from "@/status/services/add-group";
import { addService } from "@/status/services/add-service";
import { publicAudienceId } from "@/status/updates/insert-update";
import { groups, liveIncident, pastIncidents } from "./larkfield";
import { doneWork, plannedWork } from "./larkfield-maintenances";
import { daysBefore, Narrator } from "./narrator";

type Story = { db: Db; now: Date; tells: boolean };

/**
 * Plays a believable life of a page through the same verbs as the desk, each at its time before `now`. With
 * `tells` the open incident tells its subscribers; what is over or planned tells nobody.
 */
export async function tellStory({ db, now, tells }: Story): Promise<void> {
  const ines = await makeLiaison(db, now);
  const ids = await makeServices({ db, actor: ines, now: daysBefore(now, 400) }, now);
  const narrator = new Narrator(db, ines, now, ids);
  for (const incident of pastIncidents) await narrator.pastIncident(incident);
  for (const work of doneWork) await narrator.doneMaintenance(work);
  for (const work of plannedWork) await narrator.plannedMaintenance(work);
  await makeSubscribers(db, now);
  await db.update(events).set({ toldAt: now });
  await narrator.liveIncident(liveIncident, tells);
  if (!tells) await db.update(events).set({ toldAt: now });
}

async function makeLiaison(db: Db, now: Date): Promise<Context["actor"]> {
  const name = "Ines Okafor";
  const [ines] = await db
    .insert(users)
    .values({ name, email: "ines@larkfield.example", role: "liaison", createdAt: now })
    .returning({ id: users.id });
  return { kind: "user", id: ines!.id, role: "liaison", name };
}

async function makeServices(ctx: Context, now: Date): Promise<Map<string, string>> {
  const ids = new Map<string, string>();
  for (const [group, members] of Object.entries(groups)) {
    const { groupId } = await addGroup(ctx, { name: group });
    for (const { name, description, days = 400 } of members) {
      const startDate = dayIn(daysBefore(now, days), "UTC");
      const { serviceId } = await addService(ctx, { name, description, groupId, startDate });
      ids.set(name, serviceId);
    }
  }
  return ids;
}

async function makeSubscribers(db: Db, now: Date): Promise<void> {
  const audienceId = await publicAudienceId({ db });
  const [first] = await db.select({ id: services.id }).from(services).limit(1);
  if (!first) return;
  await db.insert(subscribers).values(
    ["marta@harbour-shop.example", "lee@north-pier.example", "ops@paper-lantern.example"].map(
      (address, index) => ({
        ...ofOnePerson(),
        audienceId,
        channel: "email" as const,
        address,
        state: "confirmed" as const,
        scope: "all_services" as const,
        detail: index === 1 ? ("opened_and_resolved" as const) : ("every_update" as const),
        confirmedAt: daysBefore(now, 30 + index),
        createdAt: daysBefore(now, 30 + index),
        updatedAt: daysBefore(now, 30 + index),
      }),
    ),
  );
}

/** A subscriber who is the first channel of a person. */
function ofOnePerson() {
  const id = newId();
  return { id, personId: id };
}
