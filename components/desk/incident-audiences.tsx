import { ActionForm, type FormAction, Submit } from "./action-form";
import { TextArea } from "./field";

export type AudienceOfIncident = {
  id: string;
  name: string;
  slug: string;
  isOpen: boolean;
  businessImpact: string | null;
};

type Props = { incidentId: string; audiences: AudienceOfIncident[]; open: FormAction | null };

/** Whose private pages show this incident, and what it costs by their measure. */
export function IncidentAudiences({ incidentId, audiences, open }: Props) {
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
              <span className="mute s">{audience.isOpen ? "sees it" : "does not see it"}</span>
            </p>
            {audience.businessImpact && <p className="s">{audience.businessImpact}</p>}
            {open && <Open incidentId={incidentId} audience={audience} open={open} />}
          </li>
        ))}
      </ul>
    </section>
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
