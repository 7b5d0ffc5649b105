import type { DeskContext } from "@/app/desk-context";
import { dryRunOf } from "@/communications/rules/dry-run-of";
import type { RuleSet } from "@/communications/rules/read-rules";
import { DryRunPanel } from "@/components/desk/rules/dry-run-panel";
import type { Zone } from "@/lib/zoned-time";

/** A draft is played while the rest of the page is read already; a proposal shows what it was proposed with. */
export async function DryRunHere({ ctx, set, zone }: { ctx: DeskContext; set: RuleSet; zone: Zone }) {
  return <DryRunPanel run={set.dryRun ?? (await dryRunOf(ctx, set.rules))} zone={zone} />;
}
