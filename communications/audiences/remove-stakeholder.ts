import { and, eq } from "drizzle-orm";
import { z } from "zod";
import { removeSubscriber } from "@/communications/subscribers/remove-subscriber";
import type { Context } from "@/db/context";
import { subscribers } from "@/db/schema/subscribers";
import { DomainError } from "@/lib/domain-error";
import { Id } from "@/status/updates/schemas";
import { changePeople } from "./change-people";

const RemoveStakeholder = z.object({ audienceId: Id, subscriberId: Id });

/** Takes somebody out of an audience: planned messages are suppressed, and its page is shut to them at once. */
export async function removeStakeholder(
  ctx: Context,
  input: z.input<typeof RemoveStakeholder>,
): Promise<void> {
  const { audienceId, subscriberId } = RemoveStakeholder.parse(input);
  await changePeople(ctx, audienceId, async (inside) => {
    const theirs = and(eq(subscribers.id, subscriberId), eq(subscribers.audienceId, audienceId));
    if (!(await inside.db.$count(subscribers, theirs))) {
      throw new DomainError("subscriber_unknown", "They are no longer here.");
    }
    await removeSubscriber(inside, { subscriberId });
    return { result: undefined, added: 0, changed: 0, removed: 1 };
  });
}
