import { ActionForm, type FormAction, Submit } from "./action-form";
import { Field } from "./field";

type Props = { incidentId: string; codename: string; title: string; release: FormAction | null };

/** The security lane of an incident, and the way out of it. */
export function Release({ incidentId, codename, title, release }: Props) {
  return (
    <section className="said warn" aria-labelledby="lane">
      <h2 id="lane">Locked: {codename}</h2>
      <p>
        No reader and no customer learns that this exists: not on the page, in feeds, by API or by letter.
        Words written now stay inside for ever.
      </p>
      {release && (
        <details>
          <summary>Release it to the public</summary>
          <p className="mt-2">
            For a second person: who writes here cannot release it. Readers see it from the next update on,
            and only words that legal approved.
          </p>
          <ActionForm action={release} label="Release to the public" done="Released. Nothing is shown yet.">
            <input type="hidden" name="incidentId" value={incidentId} />
            <Field name="title" label="What readers will call it" defaultValue={title} required />
            <div className="mt-3">
              <Submit kind="btn danger">Release</Submit>
            </div>
          </ActionForm>
        </details>
      )}
    </section>
  );
}
