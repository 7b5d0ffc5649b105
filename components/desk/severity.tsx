import { severityHints } from "@/components/ui/words";
import { type Severity, severities } from "@/lib/vocabulary";
import { ActionForm, type FormAction, Submit } from "./action-form";
import { Field, Select } from "./field";

type Props = { incidentId: string; severity: Severity; raise: FormAction; lower: FormAction };

/** Raising is one press; lowering asks why. Neither needs an update, and no reader is shown either. */
export function SeverityForms({ incidentId, severity, raise, lower }: Props) {
  const rank = severities.indexOf(severity);
  return (
    <section className="sec" aria-labelledby="severity">
      <h2 id="severity">
        {severity} <small>{severityHints[severity]}</small>
      </h2>
      {rank > 0 && (
        <ActionForm action={raise} label="Raise the severity" className="row mt-2" done="Raised.">
          <input type="hidden" name="incidentId" value={incidentId} />
          {severities
            .slice(0, rank)
            .toReversed()
            .map((worse) => (
              <Submit key={worse} kind="btn q" name="severity" value={worse}>
                Raise to {worse}
              </Submit>
            ))}
        </ActionForm>
      )}
      {rank < severities.length - 1 && (
        <details>
          <summary>Lower it</summary>
          <ActionForm action={lower} label="Lower the severity" done="Lowered.">
            <input type="hidden" name="incidentId" value={incidentId} />
            <Select name="severity" label="To">
              {severities.slice(rank + 1).map((milder) => (
                <option key={milder} value={milder}>
                  {milder}
                </option>
              ))}
            </Select>
            <Field name="reason" label="Why is it milder?" required />
            <div className="mt-3">
              <Submit kind="btn q">Lower the severity</Submit>
            </div>
          </ActionForm>
        </details>
      )}
    </section>
  );
}
