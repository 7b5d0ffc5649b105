import { incidentRoleWords } from "@/components/ui/words";
import type { IncidentRole } from "@/lib/vocabulary";
import { formatTime, type Zone } from "@/lib/zoned-time";
import { ActionForm, type FormAction, Submit } from "./action-form";
import { Select } from "./field";

export type ShownRole = {
  role: IncidentRole;
  holder: { userId: string; name: string; since: Date } | null;
  offer: { id: string; userId: string; name: string; at: Date; escalations: number } | null;
};
export type RoleActions = { take: FormAction; offer: FormAction; decline: FormAction; end: FormAction };

type Props = {
  incidentId: string;
  roles: ShownRole[];
  people: { id: string; name: string }[];
  self: string;
  /** Null: to look only. */
  actions: RoleActions | null;
  open: boolean;
  zone: Zone;
};

/** Who does what in an incident, and the ways to change it. */
export function Roles({ roles, ...rest }: Props) {
  return (
    <section className="sec" aria-labelledby="roles">
      <h2 id="roles">Who does what</h2>
      <ul className="wait">
        {roles.map((role) => (
          <RoleRow key={role.role} role={role} {...rest} />
        ))}
      </ul>
    </section>
  );
}

function RoleRow({
  role: { role, holder, offer },
  zone,
  self,
  ...rest
}: Omit<Props, "roles"> & { role: ShownRole }) {
  const words = incidentRoleWords[role];
  const { actions, incidentId, open } = rest;
  const mustStay = role === "customer_liaison" && open;
  return (
    <li>
      <p className="flex flex-wrap justify-between gap-x-4">
        <span>{words}</span>
        <b className="text-ink">{holder ? holder.name : <span className="mute">nobody</span>}</b>
      </p>
      {holder && <p className="mute s">since {formatTime(holder.since, "dayClock", zone)}</p>}
      {offer && (
        <p className="s mt-1" role="status">
          {offer.userId === self ? "You are" : `${offer.name} is`} asked since{" "}
          {formatTime(offer.at, "second", zone)}
          {offer.escalations > 0 && ", because nobody answered before"}.{" "}
          {holder && `${holder.name} keeps it until then.`}
        </p>
      )}
      {actions && (
        <details>
          <summary aria-label={`Change who is ${words.toLowerCase()}`}>Change</summary>
          {!holder && role !== "legal" && (
            <ActionForm action={actions.take} label={`Take ${words.toLowerCase()}`} done="It is yours.">
              <Which incidentId={incidentId} role={role} />
              <Submit kind="btn q" label={`Take the role of ${words.toLowerCase()}`}>
                Take it
              </Submit>
            </ActionForm>
          )}
          <Offer {...rest} role={role} holder={holder} action={actions.offer} />
          {offer && (
            <ActionForm action={actions.decline} label={`Take the offer back: ${words}`} done="Taken back.">
              <input type="hidden" name="offerId" value={offer.id} />
              <Submit kind="btn q" label={`Take back the offer of ${words.toLowerCase()} to ${offer.name}`}>
                Take the offer back
              </Submit>
            </ActionForm>
          )}
          {holder && !mustStay && (
            <ActionForm action={actions.end} label={`End ${words.toLowerCase()}`} done="Ended.">
              <Which incidentId={incidentId} role={role} />
              <Submit kind="btn q" label={`End the role of ${words.toLowerCase()}`}>
                Nobody, from now on
              </Submit>
            </ActionForm>
          )}
        </details>
      )}
    </li>
  );
}

function Offer({
  incidentId,
  role,
  holder,
  people,
  action,
}: Pick<Props, "incidentId" | "people"> & Pick<ShownRole, "role" | "holder"> & { action: FormAction }) {
  const words = incidentRoleWords[role].toLowerCase();
  return (
    <ActionForm
      action={action}
      label={`Offer ${words}`}
      className="row"
      done="Asked. It is theirs when they accept."
    >
      <Which incidentId={incidentId} role={role} />
      <Select name="userId" label={`Ask to be ${words}`}>
        {people
          .filter(({ id }) => id !== holder?.userId)
          .map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
      </Select>
      <Submit kind="btn q" label={`Ask them to be ${words}`}>
        Ask
      </Submit>
    </ActionForm>
  );
}

const Which = ({ incidentId, role }: { incidentId: string; role: IncidentRole }) => (
  <>
    <input type="hidden" name="incidentId" value={incidentId} />
    <input type="hidden" name="role" value={role} />
  </>
);
