import { ActionForm, Submit } from "@/components/desk/action-form";
import { statusWords, typeWords } from "@/components/ui/words";
import { groupBy } from "@/lib/group-by";
import type { IncidentStatus } from "@/lib/vocabulary";
import type { ReadyWords } from "@/status/words/templates/list-templates";
import { archiveTemplateAction, changeTemplateAction } from "./actions";
import { TemplateFields } from "./template-fields";

type Props = { templates: ReadyWords[]; audiences: { id: string; name: string }[]; mayChange: boolean };

/** Ready words as they are, by audience, each with its form folded away. */
export function ReadyWordsList({ templates, ...rest }: Props) {
  if (templates.length === 0) return <p className="hint">None yet. Add some, or begin with ours.</p>;
  const byAudience = groupBy(templates, ({ audience }) => audience ?? "Every audience");
  return [...byAudience].map(([audience, own]) => (
    <section key={audience} className="mt-4" aria-label={audience}>
      <h3>{audience}</h3>
      <ul className="wait">
        {own.map((template) => (
          <li key={template.id}>
            <One template={template} {...rest} />
          </li>
        ))}
      </ul>
    </section>
  ));
}

function One({ template, audiences, mayChange }: Omit<Props, "templates"> & { template: ReadyWords }) {
  const { name, status, incidentType, words, archivedAt } = template;
  return (
    <>
      <p className="t">
        {name}{" "}
        <span className="mute s">
          {statusWords[status]}
          {incidentType && ` · ${typeWords[incidentType]}`}
        </span>
      </p>
      <p className="whitespace-pre-line">{words}</p>
      {mayChange && archivedAt !== null && <PutAway template={template} />}
      {mayChange && archivedAt === null && (
        <details>
          <summary>
            Change <span className="sr-only">{name}</span>
          </summary>
          <ActionForm action={changeTemplateAction} label={`Change ${name}`} done="Changed.">
            <input type="hidden" name="id" value={template.id} />
            <TemplateFields
              audiences={audiences}
              template={{ ...template, status: status as IncidentStatus }}
            />
            <div className="mt-4">
              <Submit>Save</Submit>
            </div>
          </ActionForm>
          <PutAway template={template} />
        </details>
      )}
    </>
  );
}

function PutAway({ template: { id, name, archivedAt } }: { template: ReadyWords }) {
  const words = archivedAt === null ? "Put away" : "Bring back";
  return (
    <ActionForm action={archiveTemplateAction} label={`${words}: ${name}`} className="mt-2">
      <input type="hidden" name="id" value={id} />
      <Submit
        kind="btn q"
        name="archived"
        value={archivedAt === null ? "yes" : "no"}
        label={`${words} ${name}`}
      >
        {words}
      </Submit>
    </ActionForm>
  );
}
