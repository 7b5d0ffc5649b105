import type { Db } from "@/db/client";
import type { Actor, Context } from "@/db/context";
import type { Impact, IncidentStatus, ServiceState, Severity } from "@/lib/vocabulary";
import { roundUp } from "@/lib/wall-time";
import { openIncident } from "@/status/incidents/open-incident";
import { postUpdate } from "@/status/incidents/post-update";
import { completeDueMaintenances, startDueMaintenances } from "@/status/maintenances/run-due-maintenances";
import { scheduleMaintenance } from "@/status/maintenances/schedule-maintenance";

const minute = 60_000;
const day = 24 * 60 * minute;

export const daysBefore = (now: Date, days: number) => new Date(now.getTime() - days * day);
const later = (from: Date, minutes: number) => new Date(from.getTime() + minutes * minute);

/** Something said: `after` so many minutes from the start, with the states of services that changed, by name. */
type Said = {
  after: number;
  status: IncidentStatus;
  words: string;
  states?: Record<string, Exclude<ServiceState, "under_maintenance">>;
};
type Trouble = { title: string; severity: Severity; impact: Impact; said: [Said, ...Said[]] };
/** A past incident: `time` on the day so many `days` ago, UTC. */
export type PastIncident = Trouble & { days: number; time: string };
export type LiveIncident = Trouble & { beganMinutesAgo: number; nextUpdateMinutes: number };
export type Work = {
  title: string;
  words: string;
  services: string[];
  /** From today, negative: ago. */
  days: number;
  time: string;
  minutes: number;
};

/** Speaks through the verbs of the desk, at times of its own. */
export class Narrator {
  constructor(
    private readonly db: Db,
    private readonly actor: Actor,
    private readonly now: Date,
    private readonly ids: Map<string, string>,
  ) {}

  async pastIncident({ days, time, ...trouble }: PastIncident): Promise<void> {
    await this.speak(trouble, this.dayAt(-days, time), (at) => later(at, 60));
  }

  async liveIncident(incident: LiveIncident, tell: boolean): Promise<void> {
    const { beganMinutesAgo, nextUpdateMinutes, ...trouble } = incident;
    const promise = roundUp(later(this.now, nextUpdateMinutes), 5);
    await this.speak(trouble, later(this.now, -beganMinutesAgo), () => promise, tell);
  }

  async plannedMaintenance({ days, time, minutes, services, ...words }: Work): Promise<void> {
    const scheduledFor = this.dayAt(days, time);
    const announcedAt = new Date(Math.min(scheduledFor.getTime() - 3 * day, this.now.getTime() - day));
    await scheduleMaintenance(this.at(announcedAt), {
      ...words,
      serviceIds: services.map((name) => this.idOf(name)),
      scheduledFor,
      scheduledUntil: later(scheduledFor, minutes),
      tell: false,
    });
  }

  async doneMaintenance(work: Work): Promise<void> {
    await this.plannedMaintenance(work);
    const begin = this.dayAt(work.days, work.time);
    await startDueMaintenances(this.clock(begin));
    await completeDueMaintenances(this.clock(later(begin, work.minutes)));
  }

  private async speak(
    trouble: Trouble,
    began: Date,
    promise: (at: Date) => Date,
    tell = false,
  ): Promise<void> {
    const { said, title, ...facts } = trouble;
    const [first, ...rest] = said.map(({ after, states = {}, ...words }) => ({
      ...facts,
      ...words,
      at: later(began, after),
      nextUpdateBy: words.status === "resolved" ? null : promise(later(began, after)),
      services: Object.entries(states).map(([name, state]) => ({ serviceId: this.idOf(name), state })),
      tell,
    }));
    const { at, status, ...opening } = first!;
    if (status === "resolved") throw new Error(`${title}: an incident does not open resolved.`);
    const { incidentId } = await openIncident(this.at(at), { ...opening, title, status, startedAt: began });
    for (const { at, ...update } of rest) await postUpdate(this.at(at), { incidentId, ...update });
  }

  private at(now: Date): Context {
    return { db: this.db, actor: this.actor, now };
  }

  private clock(now: Date): Context {
    return { db: this.db, actor: { kind: "system" }, now };
  }

  private dayAt(days: number, time: string): Date {
    return new Date(`${daysBefore(this.now, -days).toISOString().slice(0, 10)}T${time}:00.000Z`);
  }

  private idOf(name: string): string {
    const id = this.ids.get(name);
    if (!id) throw new Error(`The story has no service named ${name}.`);
    return id;
  }
}
