import { ActionForm, Submit } from "@/components/desk/action-form";
import { Check, Field, TextArea } from "@/components/desk/field";
import { newId } from "@/lib/ids";
import type { Zone } from "@/lib/zoned-time";
import { reopenAction } from "./actions";

/** An incident that was not over after all. */
export function Reopen({ incidentId, revision, zone }: { incidentId: string; revision: number; zone: Zone }) {
  return (
    <section className="sec">
      <details>
        <summary>Reopen this incident</summary>
        <ActionForm action={reopenAction} label="Reopen this incident">
          <input type="hidden" name="incidentId" value={incidentId} />
          <input type="hidden" name="revision" value={revision} />
          <input type="hidden" name="onceKey" value={newId()} />
          <TextArea name="words" label="Words" hint="What came back, for whom." required />
          <Field
            name="nextUpdateBy"
            label={`Next update by (${zone.timeZone})`}
            type="datetime-local"
            required
          />
          <Check name="tell" label="Tell subscribers" defaultChecked />
          <div className="mt-3">
            <Submit>Reopen and publish</Submit>
          </div>
        </ActionForm>
      </details>
    </section>
  );
}
