import { ActionForm, type FormAction, Submit } from "./action-form";
import { Field, TextArea } from "./field";

/** The way back from an incident that was none. */
export function Retract({ incidentId, retract }: { incidentId: string; retract: FormAction }) {
  return (
    <section className="sec" aria-labelledby="retract">
      <h2 id="retract">False alarm</h2>
      <details>
        <summary>It was none: take it back</summary>
        <p className="mt-2">
          Readers see nothing of it any more. Whoever was told gets this one line, by the way they were told.
        </p>
        <ActionForm action={retract} label="Take back a false alarm" done="Done. See the approvals above.">
          <input type="hidden" name="incidentId" value={incidentId} />
          <TextArea
            name="words"
            label="Closing line"
            rows={3}
            defaultValue="This was a false alarm: nothing was wrong. You need to do nothing. Sorry for the disturbance."
            required
          />
          <Field name="reason" label="Why was it none?" hint="For our record." />
          <Field
            name="alone"
            label="Without the commander: why can it not wait?"
            hint="May stay empty when the commander said yes, or is you."
          />
          <div className="row mt-3">
            <Submit kind="btn q" name="do" value="ask">
              Ask the commander
            </Submit>
            <Submit kind="btn danger" name="do" value="retract">
              Take it back
            </Submit>
          </div>
        </ActionForm>
      </details>
    </section>
  );
}
