import { formatTime, type Zone } from "@/lib/zoned-time";
import { ActionForm, type FormAction, Submit } from "./action-form";
import { Field } from "./field";

export type ReportsShown = {
  recent: number;
  total: number;
  samples: { id: string; account: string | null; symptom: string; at: Date }[];
};

type Props = {
  reports: ReportsShown;
  /** The incident they are about; null: none yet. */
  incidentId: string | null;
  /** Null where nothing more is counted. */
  add: FormAction | null;
  zone: Zone;
};

/** What customers report: how fast, what they say, and the form for one more. */
export function CustomerReports({ reports, incidentId, add, zone }: Props) {
  const { recent, total, samples } = reports;
  return (
    <section className="sec" aria-labelledby="reports">
      <h2 id="reports">
        Customers report{" "}
        <small>{total === 0 ? "nothing so far" : `${recent} in the last 15 minutes, ${total} in all`}</small>
      </h2>
      <ul className="wait">
        {samples.map(({ id, account, symptom, at }) => (
          <li key={id}>
            <p className="s">{symptom}</p>
            <p className="a">
              <span className="mute">
                {account ?? "no account named"}, {formatTime(at, "dayClock", zone)}
              </span>
            </p>
          </li>
        ))}
      </ul>
      {add && (
        <details open={samples.length === 0 ? undefined : true}>
          <summary>One more report</summary>
          <ActionForm action={add} label="One more report" done="Counted." empties>
            <input type="hidden" name="incidentId" value={incidentId ?? ""} />
            <Field name="symptom" label="What the customer sees" required />
            <Field name="account" label="Account" hint="May stay empty." />
            <p className="mt-2">
              <Submit kind="btn q">Count one more</Submit>
            </p>
          </ActionForm>
        </details>
      )}
    </section>
  );
}
