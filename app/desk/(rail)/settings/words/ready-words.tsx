import { ActionForm, Submit } from "@/components/desk/action-form";
import { statusWords, typeWords } from "@/components/ui/words";
import { groupBy } from "@/lib/group-by";
import type { IncidentStatus } from "@/lib/vocabulary";
import { formatTime, type Zone } from "@/lib/zoned-time";
import type { ReadyWords, ReplacedTemplate } from "@/status/words/templates/list-templates";
import { archiveTemplateAction, changeTemplateAction } from "./actions";
import { TemplateFields } from "./template-fields";

type Props = {
  templates: ReadyWords[];
  /** How they were before, the newest change first. */
  replaced: ReplacedTemplate[];
  audiences: { id: string; name: string }[];
  mayChange: boolean;
  zone: Zone;
};

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

function One({
  template,
  replaced,
  audiences,
  mayChange,
  zone,
}: Omit<Props, "templates"> & { template: ReadyWords }) {
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
      <Earlier
        name={name}
        replaced={replaced.filter(({ templateId }) => templateId === template.id)}
        zone={zone}
      />
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

/** Who changed them when, and how they read before. */
function Earlier({ name, replaced, zone }: { name: string; replaced: ReplacedTemplate[]; zone: Zone }) {
  if (replaced.length === 0) return null;
  return (
    <details>
      <summary>
        Earlier: {replaced.length} <span className="sr-only">of {name}</span>
      </summary>
      <ol className="wait">
        {replaced.map((one) => (
          <li key={one.id}>
            <p className="s mute">
              {one.name}, until {one.by ?? "somebody"} changed it at{" "}
              {formatTime(one.replacedAt, "dayClock", zone)}
            </p>
            <p className="s mute">{wherefore(one)}</p>
            <p className="whitespace-pre-line">{one.words}</p>
          </li>
        ))}
      </ol>
    </details>
  );
}

/** "Executives · Identified · Security": for whom, for which stage and type they were. */
const wherefore = ({ status, scope }: ReplacedTemplate) =>
  [
    scope && (scope.audience ?? "Every audience"),
    statusWords[status],
    scope && (scope.incidentType ? typeWords[scope.incidentType] : "Every type"),
  ]
    .filter(Boolean)
    .join(" · ");

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
