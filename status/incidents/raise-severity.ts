import { z } from "zod";
import type { Context } from "@/db/context";
import { severities } from "@/lib/vocabulary";
import { authorise } from "@/status/authorise";
import { Id } from "@/status/updates/schemas";
import { changeSeverity } from "./change-severity";

const RaiseSeverity = z.object({ incidentId: Id, severity: z.enum(severities) });

/** Raises the severity, without an update and without a reason. Refuses one that is not worse (`severity_not_worse`). */
export async function raiseSeverity(ctx: Context, input: z.input<typeof RaiseSeverity>): Promise<void> {
  authorise(ctx.actor, "speak");
  await changeSeverity(ctx, "severity_raised", RaiseSeverity.parse(input));
}
