import { ActionForm, Submit } from "@/components/desk/action-form";
import { Field, Select } from "@/components/desk/field";
import { MixedName } from "@/components/desk/mixed-name";
import { shownMail } from "@/lib/shown-host";
import type { Zone } from "@/lib/zoned-time";
import type { Person } from "@/status/people/read-person";
import { addPersonAction, changePersonAction } from "./actions";
import { Invitations, type OpenInvitation } from "./invitations";
import { RoleOptions } from "./role-options";
import { resetFactorAction } from "./sign-in/actions";

type Props = {
  people: Person[];
  /** Whose second factor is on. */
  factors: Set<string>;
  invitations: OpenInvitation[];
  self: string;
  zone: Zone;
};

/** Who works here: roles, shut accounts, a new person. For owners. */
export function People({ people, factors, invitations, self, zone }: Props) {
  return (
    <section className="sec max-w-4xl">
      <h2>
        People <small>{people.length}</small>
      </h2>
      <ul className="wait">
        {people.map((person) => (
          <li key={person.id}>
            <p className="t">
              {person.name} {person.id === self && <span className="mute s">you</span>}
              {person.disabled && <span className="mute s"> account shut</span>}
              {factors.has(person.id) && <span className="mute s"> second factor on</span>}
            </p>
            <p className="break-all">{shownMail(person.email)}</p>
            <MixedName name={person.name} />
            <div className="row mt-2">
              <ActionForm
                action={changePersonAction}
                label={`Role of ${person.name}`}
                className="row"
                done="Changed."
              >
                <input type="hidden" name="id" value={person.id} />
                <Select name="role" label="Role" defaultValue={person.role}>
                  <RoleOptions />
                </Select>
                <Submit kind="btn q" label={`Change role of ${person.name}`}>
                  Change role
                </Submit>
              </ActionForm>
              {person.id !== self && factors.has(person.id) && (
                <ActionForm
                  action={resetFactorAction}
                  label={`Second factor of ${person.name}`}
                  done="Gone, and signed out everywhere."
                  confirm={`Take the second factor of ${person.name} away? Only when it is really they who ask.`}
                >
                  <input type="hidden" name="id" value={person.id} />
                  <Submit kind="btn q" label={`Reset second factor: ${person.name}`}>
                    Reset second factor
                  </Submit>
                </ActionForm>
              )}
              {person.id !== self && (
                <ActionForm action={changePersonAction} label={`Account of ${person.name}`} done="Changed.">
                  <input type="hidden" name="id" value={person.id} />
                  <Submit
                    kind={person.disabled ? "btn q" : "btn danger"}
                    name="disabled"
                    value={person.disabled ? "no" : "yes"}
                    label={`${person.disabled ? "Open" : "Shut"} the account of ${person.name}`}
                  >
                    {person.disabled ? "Open the account" : "Shut the account"}
                  </Submit>
                </ActionForm>
              )}
            </div>
          </li>
        ))}
      </ul>
      <Invitations open={invitations} zone={zone} />
      <h2 className="mt-6">
        Add a person <small>without a letter</small>
      </h2>
      <ActionForm action={addPersonAction} label="Add a person" done="Added." empties className="max-w-2xl">
        <Field name="name" label="Name" required />
        <Field name="email" label="Email" type="email" required />
        <Select name="role" label="Role" defaultValue="liaison">
          <RoleOptions />
        </Select>
        <Field
          name="password"
          label="First password"
          type="password"
          autoComplete="new-password"
          hint="May stay empty: they sign in by a mailed link."
        />
        <div className="mt-4">
          <Submit>Add person</Submit>
        </div>
      </ActionForm>
    </section>
  );
}
