import { incidentRoleWords } from "@/components/ui/words";
import type { ApprovalState, IncidentRole } from "@/lib/vocabulary";
import { formatTime, type Zone } from "@/lib/zoned-time";
import { ActionForm, type FormAction, Submit } from "./action-form";
import { Field } from "./field";

export type ShownApproval = {
  id: string;
  audience: string;
  words: string;
  role: IncidentRole;
  state: ApprovalState;
  asker: string;
  askedAt: Date;
  decideBy: Date | null;
  decider: string | null;
  decidedAt: Date | null;
  reason: string | null;
  current: boolean;
  yours: boolean;
};

type Props = { approvals: ShownApproval[]; decide: FormAction; review: FormAction; zone: Zone };

/** Whose yes words waited for, and what became of it; with the two answers for whose word it is. */
export function Approvals({ approvals, decide, review, zone }: Props) {
  if (approvals.length === 0) return null;
  return (
    <section className="sec" aria-labelledby="approvals">
      <h2 id="approvals">
        Approvals <small>of exact words</small>
      </h2>
      <ul className="wait">
        {approvals.map((one) => (
          <li key={one.id}>
            <p className="meta">
              <b className="text-ink">{standing(one)}</b>
              <span>{one.audience}</span>
              <time dateTime={one.askedAt.toISOString()}>{formatTime(one.askedAt, "dayClock", zone)}</time>
            </p>
            <blockquote className="words mt-1">{one.words}</blockquote>
            <p className="s mute">{explained(one, zone)}</p>
            {one.yours && one.state === "asked" && one.current && <Decide approval={one} decide={decide} />}
            {one.yours && one.state === "overridden" && (
              <ActionForm action={review} label="Review what was published alone" done="Reviewed.">
                <input type="hidden" name="approvalId" value={one.id} />
                <Submit kind="btn q">I have looked at it</Submit>
              </ActionForm>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Decide({ approval, decide }: { approval: ShownApproval; decide: FormAction }) {
  return (
    <>
      <ActionForm action={decide} label="Approve" done="Approved." className="mt-2">
        <input type="hidden" name="approvalId" value={approval.id} />
        <Submit name="decision" value="approved">
          Approve these words
        </Submit>
      </ActionForm>
      <ActionForm action={decide} label="Object" done="Objected." className="mt-2">
        <input type="hidden" name="approvalId" value={approval.id} />
        <Field name="reason" label="What must change?" />
        <div className="mt-2">
          <Submit kind="btn q" name="decision" value="objected">
            Object
          </Submit>
        </div>
      </ActionForm>
    </>
  );
}

function standing({ state, current, decidedAt, decider }: ShownApproval): string {
  if (state === "asked" && !current) return "Stale";
  if (state === "approved" && !decider) return "No objection in time";
  if (state === "overridden")
    return decidedAt ? "Published alone, reviewed" : "Published alone, to be reviewed";
  return {
    asked: "Waiting",
    approved: "Approved",
    objected: "Objection",
    stale: "Stale",
    withdrawn: "Replaced",
  }[state];
}

function explained({ state, role, asker, decider, decideBy, reason }: ShownApproval, zone: Zone): string {
  const who = incidentRoleWords[role].toLowerCase();
  const because = reason ? `: ${reason}` : "";
  if (state === "overridden") {
    return `by ${asker}, without the yes of the ${who}${because}${decider ? `; reviewed by ${decider}` : ""}`;
  }
  if (decider) return `asked by ${asker}, decided by ${decider}${because}`;
  const until = decideBy ? `; silence until ${formatTime(decideBy, "second", zone)} is a yes` : "";
  return `asked by ${asker} of the ${who}${until}`;
}
