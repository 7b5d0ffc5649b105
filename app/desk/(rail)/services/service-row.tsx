import { ActionForm, Submit } from "@/components/desk/action-form";
import { Field, Select } from "@/components/desk/field";
import { StateWord } from "@/components/ui/shapes";
import type { DeskService } from "@/status/services/list-services";
import { changeServiceAction, moveServiceAction, retireServiceAction, showServiceAction } from "./actions";
import { MoveButtons } from "./move-buttons";

type Props = {
  service: DeskService;
  groups: { id: string; name: string }[];
  first: boolean;
  last: boolean;
  mayAct: boolean;
};

/** A service: its state, and what can be done with it. */
export function ServiceRow({ service, groups, first, last, mayAct }: Props) {
  return (
    <li>
      <p className="flex flex-wrap justify-between gap-x-4">
        <b className="t">
          {service.name} {!service.shown && <span className="mute s font-normal">hidden from readers</span>}
        </b>
        <StateWord state={service.state} />
      </p>
      {service.description && <p className="s">{service.description}</p>}
      {mayAct && (
        <div className="does">
          <MoveButtons
            id={service.id}
            name={service.name}
            action={moveServiceAction}
            first={first}
            last={last}
          />
          <ActionForm action={showServiceAction} label={`Visibility of ${service.name}`}>
            <input type="hidden" name="id" value={service.id} />
            <Submit
              kind="bare"
              name="shown"
              value={service.shown ? "no" : "yes"}
              label={`${service.shown ? "Hide" : "Show"} ${service.name}`}
            >
              {service.shown ? "Hide" : "Show"}
            </Submit>
          </ActionForm>
          <ActionForm
            action={retireServiceAction}
            label={`Retire ${service.name}`}
            confirm={`Retire “${service.name}”? Readers no longer see it. Its history stays in past incidents.`}
          >
            <input type="hidden" name="id" value={service.id} />
            <Submit kind="bare" label={`Retire ${service.name}`}>
              Retire
            </Submit>
          </ActionForm>
          <details>
            <summary aria-label={`Edit ${service.name}`}>Edit</summary>
            <ActionForm action={changeServiceAction} label={`Edit ${service.name}`}>
              <input type="hidden" name="id" value={service.id} />
              <Field name="name" label="Name" defaultValue={service.name} required />
              <Field name="description" label="Description" defaultValue={service.description ?? ""} />
              <Select name="groupId" label="Group" defaultValue={service.groupId ?? ""}>
                <option value="">No group</option>
                {groups.map((group) => (
                  <option key={group.id} value={group.id}>
                    {group.name}
                  </option>
                ))}
              </Select>
              <div className="mt-3">
                <Submit kind="btn q">Save service</Submit>
              </div>
            </ActionForm>
          </details>
        </div>
      )}
    </li>
  );
}
