import { setTimeout as wait } from "node:timers/promises";
import { eq, inArray } from "drizzle-orm";
import type { Database } from "@/db/client";
import { incidents, subscribers } from "@/db/schema";
import { newId } from "@/lib/ids";
import type { Cast } from "./audience";
import type { Desk } from "./desk";
import { readTold } from "./ledger";
import { patiently } from "./patiently";
import { shuffled } from "./random";
import type { Said } from "./story";
import { type Victim, victims } from "./victims";

/** When in the telling of an update somebody is killed. */
const moments = ["publishing", "planning", "calling", "later"] as const;

const promisedMilliseconds = 60 * 60_000;

export type Play = {
  /** How many are killed, all kinds alike. */
  kills: number;
  say: (line: string) => void;
  story: Said[];
  cast: Cast;
  desk: Desk;
  database: Database;
  random: () => number;
  kill: (victim: Victim) => Promise<void>;
  /** Waits until the provider is called. */
  nextCall: () => Promise<void>;
};

/** Says one update after the other, and kills while each is published, planned and handed over. */
export async function play(stage: Play): Promise<void> {
  const { kills, say, story, random, kill, nextCall } = stage;
  const plan = shuffled(
    Array.from({ length: kills }, (_, index) => victims[index % victims.length]!),
    random,
  );
  for (const said of story) {
    const due = plan.splice(0, Math.ceil(plan.length / (story.length - said.number)));
    const first = moments[Math.floor(random() * moments.length)];
    say(`Update ${said.number + 1} of ${story.length}`);
    const published = publish(said, stage);
    // It is awaited below; until then a refusal is nobody's surprise.
    published.catch(() => undefined);
    for (const [index, victim] of due.entries()) {
      const moment = index === 0 ? first : moments[1 + Math.floor(random() * (moments.length - 1))];
      if (moment !== "publishing") await published;
      if (moment === "calling") await nextCall();
      await wait(random() * (moment === "later" ? 2_500 : 250));
      await kill(victim);
    }
    await published;
    if (said.number === Math.floor(story.length / 2)) await letSomeLeave(stage);
  }
}

/** Says an update of the story at the desk: the first of an incident opens it. */
export async function publish(
  { incident, severity, part, mark, number }: Said,
  { story, cast, desk, database }: Pick<Play, "story" | "cast" | "desk" | "database">,
): Promise<void> {
  const before = await patiently(() => readTold(database.db, story));
  const incidentId = before.find((one) => one.incident === incident)?.incidentId ?? null;
  const revision = incidentId ? await patiently(() => revisionOf(database, incidentId)) : 0;
  const isEnd = part === "end";
  await desk.publish(incidentId, {
    title: `The ${incident} fails`,
    type: "availability",
    regions: [],
    words: `Number ${number}: ${mark}.`,
    wordings: [],
    status: isEnd ? "resolved" : "investigating",
    severity,
    reason: "",
    impact: "major",
    affected: [{ serviceId: cast.serviceIds[incident], state: isEnd ? "operational" : "partial_outage" }],
    promise: null,
    nextUpdateBy: isEnd ? null : new Date(Date.now() + promisedMilliseconds).toISOString(),
    tell: true,
    onceKey: newId(),
    revision,
  });
}

async function revisionOf({ db }: Database, incidentId: string): Promise<number> {
  // By name: the database may be an older version's still.
  const [incident] = await db
    .select({ revision: incidents.revision })
    .from(incidents)
    .where(eq(incidents.id, incidentId));
  return incident!.revision;
}

async function letSomeLeave({ database: { db }, cast: { readers } }: Play): Promise<void> {
  const ids = readers.filter(({ wish }) => wish === "leaves").map(({ id }) => id);
  if (ids.length === 0) return;
  const leave = { state: "left" as const, leftAt: new Date() };
  await patiently(() => db.update(subscribers).set(leave).where(inArray(subscribers.id, ids)));
}
