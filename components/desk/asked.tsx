import Link from "next/link";
import { incidentRoleWords } from "@/components/ui/words";
import type { IncidentRole } from "@/lib/vocabulary";
import { ActionForm, type FormAction, Submit } from "./action-form";

export type AskedRole = {
  id: string;
  role: IncidentRole;
  by: string | null;
  incidentId: string;
  incident: string;
};

type Summoned = Omit<AskedRole, "by">;

/** A play summons somebody: large, wherever they are at the desk, with the one press that answers. */
export function SummonedHere({ summons, acknowledge }: { summons: Summoned[]; acknowledge: FormAction }) {
  return summons.map(({ id, role, incidentId, incident }) => {
    const words = incidentRoleWords[role].toLowerCase();
    return (
      <section key={id} className="asked" role="alert" aria-label={`You are summoned as ${words}`}>
        <h2>You are summoned as {words}</h2>
        <p>
          For <Link href={`/desk/incidents/${incidentId}`}>{incident}</Link>. Without an answer, the next
          person is asked soon.
        </p>
        <div className="row mt-3">
          <ActionForm action={acknowledge} label={`Acknowledge ${words}`} done="It is yours.">
            <input type="hidden" name="summonsId" value={id} />
            <Submit>Acknowledge: I take it</Submit>
          </ActionForm>
        </div>
      </section>
    );
  });
}

/** What somebody is asked to take over: large, wherever they are at the desk, with one press to accept. */
export function Asked({
  offers,
  accept,
  decline,
}: {
  offers: AskedRole[];
  accept: FormAction;
  decline: FormAction;
}) {
  return offers.map(({ id, role, by, incidentId, incident }) => {
    const words = incidentRoleWords[role].toLowerCase();
    return (
      <section key={id} className="asked" role="alert" aria-label={`You are asked to be ${words}`}>
        <h2>You are asked to be {words}</h2>
        <p>
          {by ?? "Somebody"} asks you, for <Link href={`/desk/incidents/${incidentId}`}>{incident}</Link>.
          Without an answer, somebody else is asked soon.
        </p>
        <div className="row mt-3">
          <ActionForm action={accept} label={`Accept ${words}`} done="It is yours.">
            <input type="hidden" name="offerId" value={id} />
            <Submit>Accept</Submit>
          </ActionForm>
          <ActionForm action={decline} label={`Decline ${words}`} done="Declined.">
            <input type="hidden" name="offerId" value={id} />
            <Submit kind="btn q">Decline</Submit>
          </ActionForm>
        </div>
      </section>
    );
  });
}
