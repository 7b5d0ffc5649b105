import type { ServiceState } from "@/lib/vocabulary";
import type { PublicIncident } from "@/status/public/types";

/** A stretch in which we said that a service was in one state. */
export type Stretch = { state: ServiceState; from: Date; until: Date };
export type ServiceCourse = { serviceId: string; name: string; stretches: Stretch[] };

/** How each affected service did, as we said it at the time: from the beginning to the end, or to now. */
export function affectedOverTime(incident: PublicIncident, now: Date): ServiceCourse[] {
  const end = incident.resolvedAt ?? now;
  const courses = new Map<string, ServiceCourse>();
  for (const update of incident.updates.toReversed()) {
    for (const { serviceId, name, state } of update.affected) {
      const known = courses.get(serviceId);
      const course = known ?? { serviceId, name, stretches: [] };
      courses.set(serviceId, course);
      // What the first update says was true when the incident began: it is the reason for the update.
      const isFirst = update === incident.updates.at(-1);
      const from = isFirst ? earlier(incident.startedAt, update.postedAt) : update.postedAt;
      const current = course.stretches.at(-1);
      if (current?.state === state) continue;
      if (current) current.until = from;
      course.stretches.push({ state, from, until: end });
    }
  }
  return [...courses.values()].map((course) => ({
    ...course,
    stretches: course.stretches.filter(({ from, until }) => until > from),
  }));
}

const earlier = (a: Date, b: Date) => (a < b ? a : b);
