import { z } from "zod";
import { Checks } from "./check-rules";
import { Rules } from "./rule";

/** The name of a file of rules; docs/rules.md explains its fields. */
export const rulesFileName = "drawbridge-rules.json";

/** Rules and their checks as a file. `names` gives ids a name in the sentences that failures quote. */
export const RulesFile = z
  .object({
    names: z
      .object({
        audiences: z.record(z.string(), z.string()).default({}),
        services: z.record(z.string(), z.string()).default({}),
      })
      .prefault({}),
    rules: Rules,
    checks: Checks,
  })
  .strict();
export type RulesFile = z.infer<typeof RulesFile>;
