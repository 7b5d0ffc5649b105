import { ActionForm, type FormAction, Submit } from "./action-form";
import { Field } from "./field";

type Props = { incidentId: string; make: FormAction; isPublic: boolean };

/** The way into the security lane, for an incident that turns out to belong there. */
export function MakeSecurity({ incidentId, make, isPublic }: Props) {
  return (
    <section className="sec" aria-labelledby="make-security">
      <h2 id="make-security">Security</h2>
      <details>
        <summary>It is one of security: lock it</summary>
        <p className="mt-2">
          {isPublic
            ? "The public and everybody outside the house see nothing of it any more, and what waits to be told is not. What left already is with its readers."
            : "Everybody outside the house sees nothing of it any more, and what waits to be told is not."}{" "}
          It goes by a codename until a second person releases it.
        </p>
        <ActionForm action={make} label="Make it a security incident" done="Locked.">
          <input type="hidden" name="incidentId" value={incidentId} />
          <Field name="reason" label="Why?" hint="Kept in the incident's history." required />
          <Field name="codename" label="Codename" hint="May stay empty: it gets one." />
          <div className="mt-3">
            <Submit kind="btn danger">Lock it</Submit>
          </div>
        </ActionForm>
      </details>
    </section>
  );
}
