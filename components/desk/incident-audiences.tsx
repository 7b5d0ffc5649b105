import { ActionForm, type FormAction, Submit } from "./action-form";
import { Field, TextArea } from "./field";

export type AudienceOfIncident = {
  id: string;
  name: string;
  slug: string;
  isOpen: boolean;
  isOutside: boolean;
  isLetIn: boolean;
  /** Whether who looks may put them out again. */
  mayPutOut: boolean;
  businessImpact: string | null;
};

type Props = {
  incidentId: string;
  audiences: AudienceOfIncident[];
  open: FormAction | null;
  /** Whether the security lane keeps out who is outside the house. */
  locked: boolean;
  /** Null: who looks is no owner. */
  letIn: FormAction | null;
  putOut: FormAction | null;
};

const standing = ({ isOpen, isOutside, isLetIn }: AudienceOfIncident, locked: boolean) => {
  if (locked && isOutside) return isLetIn ? "let in by an owner, sees its codename" : "locked out";
  return isOpen ? "sees it" : "does not see it";
};

/** Whose private pages show this incident, and what it costs by their measure. */
export function IncidentAudiences({ incidentId, audiences, open, locked, letIn, putOut }: Props) {
  if (audiences.length === 0) return null;
  return (
    <section className="sec" aria-labelledby="audiences">
      <h2 id="audiences">
        Private pages <small>opening one tells nobody; an update with words for them does</small>
      </h2>
      <ul className="wait">
        {audiences.map((audience) => (
          <li key={audience.id}>
            <p className="t">
              {audience.isOpen ? <a href={`/s/${audience.slug}`}>{audience.name}</a> : audience.name}{" "}
              <span className="mute s">{standing(audience, locked)}</span>
            </p>
            {audience.businessImpact && <p className="s">{audience.businessImpact}</p>}
            {open && !(locked && audience.isOutside && !audience.isLetIn) && (
              <Open incidentId={incidentId} audience={audience} open={open} />
            )}
            {letIn && locked && audience.isOutside && !audience.isLetIn && (
              <LetIn incidentId={incidentId} audience={audience} letIn={letIn} />
            )}
            {putOut && locked && audience.isOutside && audience.isLetIn && audience.mayPutOut && (
              <PutOut incidentId={incidentId} audience={audience} putOut={putOut} />
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

type LetInProps = { incidentId: string; audience: AudienceOfIncident; letIn: FormAction };

function LetIn({ incidentId, audience: { id, name }, letIn }: LetInProps) {
  return (
    <details>
      <summary aria-label={`Let them in: ${name}`}>Let them in</summary>
      <ActionForm action={letIn} label={`Let ${name} in`} done={`${name} sees it, under its codename.`}>
        <input type="hidden" name="incidentId" value={incidentId} />
        <input type="hidden" name="audienceId" value={id} />
        <Field name="reason" label="Why must they know?" hint="Kept in the incident's history." required />
        <p className="mt-2">
          <Submit kind="btn danger" label={`Let them in: ${name}`}>
            Let them in
          </Submit>
        </p>
      </ActionForm>
    </details>
  );
}

type PutOutProps = { incidentId: string; audience: AudienceOfIncident; putOut: FormAction };

function PutOut({ incidentId, audience: { id, name }, putOut }: PutOutProps) {
  return (
    <details>
      <summary aria-label={`Put them out again: ${name}`}>Put them out again</summary>
      <ActionForm
        action={putOut}
        label={`Put ${name} out again`}
        done={`${name} sees nothing of it any more.`}
      >
        <input type="hidden" name="incidentId" value={incidentId} />
        <input type="hidden" name="audienceId" value={id} />
        <Field
          name="reason"
          label="Why must they not know more?"
          hint="Their page says nothing of it from now on, and what waits for them is not sent. What reached them stays with them."
          required
        />
        <p className="mt-2">
          <Submit kind="btn danger" label={`Put them out: ${name}`}>
            Put them out
          </Submit>
        </p>
      </ActionForm>
    </details>
  );
}

type OpenProps = { incidentId: string; audience: AudienceOfIncident; open: FormAction };

function Open({ incidentId, audience, open }: OpenProps) {
  const { id, name, isOpen, businessImpact } = audience;
  return (
    <details>
      <summary aria-label={isOpen ? `What it costs, for ${name}` : `Open it for them: ${name}`}>
        {isOpen ? "What it costs" : "Open it for them"}
      </summary>
      <ActionForm action={open} label={`Open it for ${name}`} done={`${name} sees it.`}>
        <input type="hidden" name="incidentId" value={incidentId} />
        <input type="hidden" name="audienceId" value={id} />
        <TextArea
          name="businessImpact"
          label="What it costs"
          rows={2}
          defaultValue={businessImpact ?? ""}
          hint="In money, orders or people, with how sure it is. May stay empty."
        />
        <p className="mt-2">
          <Submit kind="btn q" label={isOpen ? `Save what it costs, for ${name}` : `Open for ${name} now`}>
            {isOpen ? "Save" : `Open for ${name}`}
          </Submit>
        </p>
      </ActionForm>
    </details>
  );
}
