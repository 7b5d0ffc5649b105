import { and, eq, isNull } from "drizzle-orm";
import { z } from "zod";
import type { Context } from "@/db/context";
import { wordTemplates } from "@/db/schema/rules";
import { authorise } from "@/status/authorise";
import { Id } from "@/status/updates/schemas";
import { presetNames, presets } from "../presets";
import { refuseUnknownAudience } from "./refuse-unknown-audience";

const AddPresets = z.object({ preset: z.enum(presetNames), audienceId: Id });

/** Gives an audience ready words to begin with. Those it has already, by name, are left as they are. */
export async function addPresets(
  ctx: Context,
  input: z.input<typeof AddPresets>,
): Promise<{ added: number }> {
  authorise(ctx.actor, "change templates");
  const { preset, audienceId } = AddPresets.parse(input);
  return ctx.db.transaction(async (tx) => {
    await refuseUnknownAudience(tx, audienceId);
    const there = await tx
      .select({ name: wordTemplates.name })
      .from(wordTemplates)
      .where(and(eq(wordTemplates.audienceId, audienceId), isNull(wordTemplates.archivedAt)));
    const has = new Set(there.map(({ name }) => name));
    const missing = presetRows(preset, audienceId, ctx.now).filter(({ name }) => !has.has(name));
    if (missing.length > 0) await tx.insert(wordTemplates).values(missing);
    return { added: missing.length };
  });
}

/** Ready words as rows, for the verb and for the seed. */
export function presetRows(preset: (typeof presetNames)[number], audienceId: string, now: Date) {
  return presets[preset].map((one, position) => ({
    ...{ incidentType: null, ...one },
    ...{ audienceId, position, createdAt: now },
  }));
}
