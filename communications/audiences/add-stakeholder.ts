import { z } from "zod";
import { oneRow } from "@/communications/subscribers/add-by-hand";
import { goThrough } from "@/communications/subscribers/import/go-through";
import type { Context } from "@/db/context";
import { DomainError } from "@/lib/domain-error";
import { typedLine } from "@/lib/typed";
import { Id } from "@/status/updates/schemas";
import { changePeople } from "./change-people";

const AddStakeholder = z.object({
  audienceId: Id,
  channel: z.string().default("email"),
  address: z.string().trim(),
  name: typedLine().default(""),
  group: typedLine().default(""),
  /** Who is told when a chat or a machine keeps failing. */
  contact: z.string().trim().default(""),
});

/**
 * Adds somebody to an audience, or changes their name and group when they are there. They hear from now on: we
 * decided that they should. Refuses an address that is none, that bounced or complained, or whose owner has left.
 */
export async function addStakeholder(
  ctx: Context,
  input: z.input<typeof AddStakeholder>,
): Promise<"added" | "changed" | "unchanged"> {
  const { audienceId, ...cells } = AddStakeholder.parse(input);
  return changePeople(ctx, audienceId, async (inside, page) => {
    const { report } = await goThrough(inside, oneRow(cells), { page, kind: "stakeholder", write: true });
    const [line] = report.lines;
    if (report.refused) throw new DomainError("refused", line!.why, { address: line!.why });
    const { added, changed } = report;
    const result = added ? "added" : changed ? "changed" : "unchanged";
    return { result, added, changed, removed: 0 } as const;
  });
}
