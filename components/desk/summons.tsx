import { incidentRoleWords } from "@/components/ui/words";
import type { IncidentRole, SummonsState } from "@/lib/vocabulary";
import { formatTime, type Zone } from "@/lib/zoned-time";
import { ActionForm, type FormAction, Submit } from "./action-form";
import { summonsLines } from "./summons-words";

export type ShownSummons = {
  id: string;
  role: IncidentRole;
  state: SummonsState;
  dueAt: Date;
  endedAt: Date | null;
  acknowledgedBy: { userId: string; name: string } | null;
  calls: { userId: string; name: string; calledAt: Date }[];
};
type Run = { id: string; name: string; version: number; ranAt: Date; summons: ShownSummons[] };

type Props = {
  runs: Run[];
  self: string;
  /** Null: to look only, or nobody is needed any more. */
  acknowledge: FormAction | null;
  zone: Zone;
};

/** What a play did for an incident: whom it summoned, who answered, whom it waits for. */
export function PlayRuns({ runs, self, acknowledge, zone }: Props) {
  return runs.map(({ id, name, version, ranAt, summons }) => (
    <section key={id} className="sec" aria-label={`The play ${name}`}>
      <h2>
        {name}{" "}
        <small>
          play, version {version}, ran {formatTime(ranAt, "clock", zone)}
        </small>
      </h2>
      <ul className="wait">
        {summons.length === 0 && <li className="mute">It summoned nobody: the roles were taken.</li>}
        {summons.map((one) => (
          <li key={one.id}>
            <p className="t">{incidentRoleWords[one.role]}</p>
            <p role="status" className={one.state === "exhausted" ? "wrong" : undefined}>
              {summonsLines(one, zone)}
            </p>
            {acknowledge && isAsked(one, self) && (
              <ActionForm action={acknowledge} label={`Acknowledge ${incidentRoleWords[one.role]}`}>
                <input type="hidden" name="summonsId" value={one.id} />
                <Submit kind="btn q">Acknowledge</Submit>
              </ActionForm>
            )}
          </li>
        ))}
      </ul>
    </section>
  ));
}

const isAsked = ({ state, calls }: ShownSummons, self: string) =>
  (state === "waiting" || state === "exhausted") && calls.some(({ userId }) => userId === self);
