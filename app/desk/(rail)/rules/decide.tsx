import type { RuleSet } from "@/communications/rules/read-rules";
import { ActionForm, Submit } from "@/components/desk/action-form";
import { TextArea } from "@/components/desk/field";
import { activateRulesAction, discardDraftAction, proposeRulesAction, reviewRulesAction } from "./actions";

/** What can be done with a version that is not in use yet: propose, review, activate. */
export function Decide({ set, mine }: { set: RuleSet; mine: boolean }) {
  const version = <input type="hidden" name="version" value={set.version} />;
  if (set.state === "draft") {
    return (
      <>
        {set.reason && <p className="said warn s">{set.reason}</p>}
        <ActionForm
          action={proposeRulesAction}
          label="Ask for a review"
          done="Proposed. Another person reviews it now."
        >
          {version}
          <TextArea
            name="reason"
            label="Why"
            rows={3}
            hint="The reviewer reads it, and whoever asks next year."
            required
          />
          <div className="row mt-3">
            <Submit>Ask for a review of version {set.version}</Submit>
          </div>
        </ActionForm>
        <ActionForm
          action={discardDraftAction}
          label="Throw the draft away"
          confirm="Throw your draft away? The rules in use stay as they are."
          className="mt-3"
        >
          {version}
          <Submit kind="bare">Throw the draft away</Submit>
        </ActionForm>
      </>
    );
  }
  if (set.reviewedAt) {
    return (
      <ActionForm action={activateRulesAction} label="Activate" className="mt-4">
        {version}
        <p className="s mb-2">Reviewed by {set.reviewedBy}. In use it is once somebody activates it.</p>
        <Submit>Activate version {set.version}</Submit>
      </ActionForm>
    );
  }
  if (mine) {
    return (
      <p className="s mt-4">
        It waits for another person: whoever wrote rules does not review them. Any owner or liaison can.
      </p>
    );
  }
  return (
    <ActionForm action={reviewRulesAction} label="Review" done="Kept.">
      {version}
      <TextArea name="words" label="What should be different" rows={2} hint="Only needed to send it back." />
      <div className="row mt-3">
        <Submit name="verdict" value="approve">
          Approve version {set.version}
        </Submit>
        <Submit kind="btn q" name="verdict" value="send_back">
          Send back
        </Submit>
      </div>
    </ActionForm>
  );
}
