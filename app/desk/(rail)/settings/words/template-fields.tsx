import { Field, Select, TextArea } from "@/components/desk/field";
import { statusWords, typeWords } from "@/components/ui/words";
import { incidentStatuses, incidentTypes } from "@/lib/vocabulary";
import { variables } from "@/status/words/template";
import type { WordTemplate } from "@/status/words/templates/schemas";

type Props = { audiences: { id: string; name: string }[]; template?: WordTemplate };

const hint = `Facts fill ${Object.keys(variables)
  .map((name) => `{{${name}}}`)
  .join(", ")}. {{? how many}} asks the writer.`;

/** The fields of ready words. */
export function TemplateFields({ audiences, template }: Props) {
  return (
    <>
      <Field name="name" label="Name" defaultValue={template?.name} required />
      <div className="row">
        <Select name="status" label="Stage" defaultValue={template?.status ?? "investigating"}>
          {incidentStatuses.map((status) => (
            <option key={status} value={status}>
              {statusWords[status]}
            </option>
          ))}
        </Select>
        <Select name="audienceId" label="For" defaultValue={template?.audienceId ?? ""}>
          <option value="">Every audience</option>
          {audiences.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </Select>
        <Select name="incidentType" label="When" defaultValue={template?.incidentType ?? ""}>
          <option value="">Whatever it is about</option>
          {incidentTypes.map((type) => (
            <option key={type} value={type}>
              {typeWords[type]}
            </option>
          ))}
        </Select>
      </div>
      <TextArea name="words" label="Text" rows={5} defaultValue={template?.words} hint={hint} required />
    </>
  );
}
