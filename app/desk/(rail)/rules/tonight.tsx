import type { DeskContext } from "@/app/desk-context";
import type { Names } from "@/communications/rules/rule-sentence";
import { ActionForm, Submit } from "@/components/desk/action-form";
import { Check, Checks, Field, Select, TextArea } from "@/components/desk/field";
import { listIncidents } from "@/status/incidents/list-incidents";
import { addPeopleAction } from "./actions";

/** During an incident people are added at once; nobody is dropped: that needs a reviewed version. */
export async function Tonight({ ctx, names }: { ctx: DeskContext; names: Names }) {
  const { incidents } = await listIncidents(ctx, { only: "open" });
  const groups = Object.entries(names.audiences).filter(([slug]) => slug !== "public");
  if (incidents.length === 0) return null;
  return (
    <section className="sec">
      <h2>
        Tonight <small>add people to an open incident</small>
      </h2>
      <ActionForm
        action={addPeopleAction}
        label="Add people to an open incident"
        done="Added. They hear now, and of every update until it is over."
        empties
      >
        <Select name="incidentId" label="Incident" defaultValue={incidents[0]!.id}>
          {incidents.map(({ id, title, severity }) => (
            <option key={id} value={id}>
              {severity} {title}
            </option>
          ))}
        </Select>
        <TextArea name="added" label="People to add" rows={2} hint="Email addresses, one a line." />
        {groups.length > 0 && (
          <Checks name="addedAudiences" legend="Audiences to add">
            <div className="picks">
              {groups.map(([slug, name]) => (
                <Check key={slug} name="addedAudiences" value={slug} label={name} />
              ))}
            </div>
          </Checks>
        )}
        <Field name="whyAdded" label="Why they" required />
        <div className="row mt-3">
          <Submit kind="btn q">Add them</Submit>
        </div>
      </ActionForm>
    </section>
  );
}
