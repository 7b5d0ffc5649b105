import { z } from "zod";
import type { Context } from "@/db/context";
import { typedText } from "@/lib/typed";
import { severities } from "@/lib/vocabulary";
import { authorise } from "@/status/authorise";
import { Id } from "@/status/updates/schemas";
import { changeSeverity } from "./change-severity";

const LowerSeverity = z.object({
  incidentId: Id,
  severity: z.enum(severities),
  reason: typedText().min(1, "Say why it is milder than before.").max(500),
});

/** Lowers the severity, with the reason. Refuses one that is not milder (`severity_not_milder`). */
export async function lowerSeverity(ctx: Context, input: z.input<typeof LowerSeverity>): Promise<void> {
  authorise(ctx.actor, "speak");
  await changeSeverity(ctx, "severity_lowered", LowerSeverity.parse(input));
}
