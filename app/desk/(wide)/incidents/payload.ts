import { z } from "zod";
import type { ComposerPayload } from "@/components/desk/composer/fields";

/** As far as the way to the verbs needs it; they judge what is in it. */
const Payload = z.looseObject({
  words: z.string(),
  wordings: z.array(z.looseObject({ audienceId: z.string(), words: z.string() })),
  affected: z.array(z.unknown()),
  nextUpdateBy: z.string().nullish(),
  onceKey: z.string(),
});

/** Refuses what no form of ours sends: whoever is signed in may send anything to an action. */
export function assertPayload(payload: unknown): asserts payload is ComposerPayload {
  Payload.parse(payload);
}
