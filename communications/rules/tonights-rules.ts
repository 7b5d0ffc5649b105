import type { events } from "@/db/schema/events";
import { Rule } from "./rule";

/** People who were added to an incident, as rules of that incident: they hear of every update until it is over. */
export function tonightsRules(added: (typeof events.$inferSelect)[]): Rule[] {
  return added.flatMap(({ id, kind, details }) => {
    if (kind !== "people_added") return [];
    const { people, audiences } = details;
    const read = Rule.safeParse({
      id: `tonight-${id}`,
      when: { on: "updated" },
      tell: { people, audiences },
    });
    return read.success ? [read.data] : [];
  });
}

export const isTonights = ({ id }: Pick<Rule, "id">) => id.startsWith("tonight-");
