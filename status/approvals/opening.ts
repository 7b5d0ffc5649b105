import { createHash } from "node:crypto";
import { z } from "zod";
import { OpenIncident } from "@/status/incidents/schemas";
import { Id, Words } from "@/status/updates/schemas";

const moment = z.coerce.date().nullish();

/** A proposed opening as it is kept: what `openIncident` takes, its moments as they come out of JSON. */
export const Opening = OpenIncident.omit({ alone: true }).extend({
  nextUpdateBy: moment,
  startedAt: moment,
  wordings: z.array(z.object({ audienceId: Id, words: Words, nextUpdateBy: moment })).default([]),
});
export type Opening = z.output<typeof Opening>;

type Approved = Omit<Opening, "nextUpdateBy" | "startedAt" | "decision" | "codename" | "onceKey">;

/**
 * What a yes to an opening is about: the title, the facts and the words for everybody. The promise is left out: its
 * hour moves on while somebody reads.
 */
export function digestOf({ title, type, status, severity, impact, ...said }: Approved): string {
  const { regions, tell, services, words, wordings } = said;
  const approved = [
    ...[title, type, status, severity, impact, regions, tell, words],
    services.map(({ serviceId, state }) => `${serviceId} ${state}`).toSorted(),
    wordings
      .map(({ audienceId, words: own }) => [audienceId, own])
      .toSorted(([a], [b]) => (a! < b! ? -1 : 1)),
  ];
  return createHash("sha256").update(JSON.stringify(approved)).digest("hex");
}
