import { ActionForm, Submit } from "@/components/desk/action-form";
import { Check, Select, TextArea } from "@/components/desk/field";
import { statusWords } from "@/components/ui/words";
import { newId } from "@/lib/ids";
import type { MaintenanceStatus } from "@/lib/vocabulary";
import { cancelAction, rescheduleAction, updateAction } from "../actions";
import { WindowFields } from "../window-fields";

type Props = {
  maintenance: {
    id: string;
    revision: number;
    status: MaintenanceStatus;
    scheduledFor: Date;
    scheduledUntil: Date;
  };
  timeZone: string;
};

/** Where each status may go by a person's word. The clock moves it on by itself, too. */
const next: Record<MaintenanceStatus, MaintenanceStatus[]> = {
  scheduled: ["in_progress"],
  in_progress: ["verifying", "completed"],
  verifying: ["in_progress", "completed"],
  completed: [],
  cancelled: [],
};

/** Update, move, cancel: what is possible as it stands. */
export function MaintenanceForms({ maintenance, timeZone }: Props) {
  const statuses = next[maintenance.status];
  if (statuses.length === 0) return <p className="mute mt-6">It is over: nothing more to do.</p>;
  // Each form has a key of its own: what one said is not taken for what another says.
  const hidden = () => (
    <>
      <input type="hidden" name="id" value={maintenance.id} />
      <input type="hidden" name="revision" value={maintenance.revision} />
      <input type="hidden" name="onceKey" value={newId()} />
    </>
  );
  return (
    <>
      <section className="sec">
        <h2>Post an update</h2>
        <ActionForm action={updateAction} label="Post an update" empties>
          {hidden()}
          <Select name="status" label="Status">
            <option value="">{statusWords[maintenance.status]}, as it is</option>
            {statuses.map((status) => (
              <option key={status} value={status}>
                {statusWords[status]}
              </option>
            ))}
          </Select>
          <TextArea name="words" label="Words" required />
          <Check name="tell" label="Tell subscribers" defaultChecked />
          <div className="mt-3">
            <Submit>Publish update</Submit>
          </div>
        </ActionForm>
      </section>
      <section className="sec">
        <details>
          <summary>Move it to another time</summary>
          <ActionForm action={rescheduleAction} label="Move it to another time" empties>
            {hidden()}
            <WindowFields
              timeZone={timeZone}
              from={maintenance.scheduledFor}
              until={maintenance.scheduledUntil}
            />
            <TextArea
              name="words"
              label="Words"
              hint="Why it moves, and what that means for customers."
              required
            />
            <Check name="tell" label="Tell subscribers" defaultChecked />
            <div className="mt-3">
              <Submit>Publish the new time</Submit>
            </div>
          </ActionForm>
        </details>
      </section>
      <section className="sec">
        <details>
          <summary>Cancel it</summary>
          <ActionForm
            action={cancelAction}
            label="Cancel it"
            confirm="Cancel this maintenance? Readers and calendars will show it as cancelled."
          >
            {hidden()}
            <TextArea
              name="words"
              label="Words"
              hint="That it does not happen, and whether it comes later."
              required
            />
            <Check name="tell" label="Tell subscribers" defaultChecked />
            <div className="mt-3">
              <Submit kind="btn danger">Cancel the maintenance</Submit>
            </div>
          </ActionForm>
        </details>
      </section>
    </>
  );
}
