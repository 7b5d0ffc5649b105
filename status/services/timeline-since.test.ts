import fc from "fast-check";
import { expect, test } from "vitest";
import type { ServiceState } from "@/lib/vocabulary";
import { type Spell, serviceTimeline } from "./service-timeline";
import { timelineSince } from "./timeline-since";

const at = (minute: number) => new Date(1_800_000_000_000 + minute * 60_000);
const spell = fc
  .record({
    state: fc.constantFrom<ServiceState>("degraded", "partial_outage", "major_outage", "under_maintenance"),
    from: fc.integer({ min: 0, max: 20 }),
    lasts: fc.option(fc.integer({ min: 1, max: 12 })),
  })
  .map(
    ({ state, from, lasts }): Spell => ({
      ...{ state, startedAt: at(from), endedAt: lasts === null ? null : at(from + lasts) },
    }),
  );

test("what is said anew of the time since a moment gives the history that everything together gives", () => {
  const spells = fc.array(spell, { maxLength: 8 });
  fc.assert(
    fc.property(spells, spells, spells, fc.integer({ min: 0, max: 24 }), (others, before, after, minute) => {
      const since = at(minute);
      const lasted = ({ endedAt }: Spell) => endedAt === null || endedAt >= since;
      const later = (some: Spell[]) =>
        some.map((one) => ({ ...one, startedAt: new Date(Math.max(+one.startedAt, +since)) }));
      const [was, is] = [later(before.filter(lasted)), later(after.filter(lasted))];
      const written = serviceTimeline([...others, ...was]);
      const told = timelineSince(
        since,
        written.filter(lasted),
        serviceTimeline([...others.filter(lasted), ...is]),
      );
      const untouched = written.filter((one) => !lasted(one));
      expect([...untouched, ...told]).toEqual(serviceTimeline([...others, ...is]));
    }),
    { numRuns: 1_000 },
  );
});
