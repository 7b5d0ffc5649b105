import type { Context } from "@/db/context";
import { recordEvent } from "@/db/record-event";
import { authorise } from "@/status/authorise";

/** Changes services or groups in one transaction and tells readers' surfaces that they changed. */
export async function change<Result extends object>(
  ctx: Context,
  act: (inside: Context) => Promise<Result>,
): Promise<Result & { version: number }> {
  authorise(ctx.actor, "change services");
  return ctx.db.transaction(async (tx) => {
    const inside = { ...ctx, db: tx };
    const result = await act(inside);
    const { version } = await recordEvent(inside, { kind: "services_changed" });
    return { ...result, version };
  });
}
