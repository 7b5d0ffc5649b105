import { ActionForm, Submit } from "@/components/desk/action-form";
import { statusWords, typeWords } from "@/components/ui/words";
import type { IncidentStatus } from "@/lib/vocabulary";
import type { ReadyWords } from "@/status/words/templates/list-templates";
import { archiveTemplateAction, changeTemplateAction } from "./actions";
import { TemplateFields } from "./template-fields";

type Props = { templates: ReadyWords[]; audiences: { id: string; name: string }[]; mayChange: boolean };

/** Ready words as they are, each with its form folded away. */
export function ReadyWordsList({ templates, audiences, mayChange }: Props) {
  if (templates.length === 0) return <p className="hint">None yet. Add some, or begin with ours.</p>;
  return (
    <ul className="wait">
      {templates.map((template) => (
        <li key={template.id}>
          <p className="t">
            {template.name}{" "}
            <span className="mute s">
              {statusWords[template.status]} · {template.audience ?? "every audience"}
              {template.incidentType && ` · ${typeWords[template.incidentType].toLowerCase()}`}
            </span>
          </p>
          <p className="whitespace-pre-line">{template.words}</p>
          {mayChange && template.archivedAt === null && (
            <details>
              <summary>
                Change <span className="sr-only">{template.name}</span>
              </summary>
              <ActionForm action={changeTemplateAction} label={`Change ${template.name}`} done="Changed.">
                <input type="hidden" name="id" value={template.id} />
                <TemplateFields
                  audiences={audiences}
                  template={{ ...template, status: template.status as IncidentStatus }}
                />
                <div className="mt-4">
                  <Submit>Save</Submit>
                </div>
              </ActionForm>
            </details>
          )}
          {mayChange && <PutAway template={template} />}
        </li>
      ))}
    </ul>
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
