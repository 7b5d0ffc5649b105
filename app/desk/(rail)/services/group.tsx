import { ActionForm, Submit } from "@/components/desk/action-form";
import { Field } from "@/components/desk/field";
import type { DeskService } from "@/status/services/list-services";
import { moveGroupAction, renameGroupAction } from "./actions";
import { MoveButtons } from "./move-buttons";
import { ServiceRow } from "./service-row";

type GroupName = { id: string; name: string };
type Props = {
  /** Null: the services without a group. */
  group: GroupName | null;
  groups: GroupName[];
  services: DeskService[];
  first?: boolean;
  last?: boolean;
  mayAct: boolean;
};

/** A group with its services, in the order of the public page. */
export function Group({ group, groups, services, first, last, mayAct }: Props) {
  return (
    <section className="sec" aria-label={group?.name ?? "No group"}>
      <h2>
        {group?.name ?? "No group"} <small>{services.length}</small>
      </h2>
      {group && mayAct && (
        <div className="does">
          <MoveButtons id={group.id} name={group.name} action={moveGroupAction} first={first} last={last} />
          <details>
            <summary aria-label={`Rename group ${group.name}`}>Rename</summary>
            <ActionForm action={renameGroupAction} label={`Rename group ${group.name}`} className="row">
              <input type="hidden" name="id" value={group.id} />
              <Field name="name" label="New name" defaultValue={group.name} required />
              <Submit kind="btn q">Rename</Submit>
            </ActionForm>
          </details>
        </div>
      )}
      {services.length === 0 && <p className="mute">No service in this group.</p>}
      <ul className="wait">
        {services.map((service, index) => (
          <ServiceRow
            key={service.id}
            service={service}
            groups={groups}
            first={index === 0}
            last={index === services.length - 1}
            mayAct={mayAct}
          />
        ))}
      </ul>
    </section>
  );
}
