import type { Cadence } from "@/communications/cadence/next-promise";
import { ActionForm, Submit } from "@/components/desk/action-form";
import { statusWords } from "@/components/ui/words";
import { severities } from "@/lib/vocabulary";
import { changeCadenceAction } from "./actions";
import { afterName, everyName, linesOf, openStatuses } from "./rows";

type Props = { audienceId: string; rows: Cadence[]; act: boolean };

/** An audience's cadence as a table of minutes; for who may act, a form. */
export function CadenceTable({ audienceId, rows, act }: Props) {
  const lines = severities.flatMap((severity) =>
    linesOf(rows, severity)
      .map((line, index) => ({ ...line, severity, index }))
      .filter(({ after }) => act || after !== null),
  );
  return (
    <ActionForm action={changeCadenceAction} label="Cadence" done="Saved. The next promise follows it.">
      <input type="hidden" name="audienceId" value={audienceId} />
      <div className="overflow-x-auto">
        <table className="t mt-3 max-w-2xl">
          <thead>
            <tr>
              <th>Severity</th>
              <th>From minute</th>
              {openStatuses.map((status) => (
                <th key={status}>{statusWords[status]}</th>
              ))}
            </tr>
          </thead>
          <tbody key={JSON.stringify(rows)}>
            {lines.map(({ severity, index, after, every }) => {
              const name = `${severity}, ${after === null ? "another line" : `from minute ${after}`}`;
              return (
                <tr key={`${severity} ${index}`}>
                  <th scope="row">
                    <span className={index === 0 ? undefined : "sr-only"}>{severity}</span>
                  </th>
                  <td>
                    <Minutes
                      name={afterName(severity, index)}
                      label={`${name}: from minute`}
                      value={after}
                      fixed={!act || after === 0}
                    />
                  </td>
                  {openStatuses.map((status) => (
                    <td key={status}>
                      <Minutes
                        name={everyName(severity, index, status)}
                        label={`${name}: ${statusWords[status].toLowerCase()}, every so many minutes`}
                        value={every[status] ?? null}
                        fixed={!act}
                      />
                    </td>
                  ))}
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      {act && (
        <div className="mt-4">
          <Submit>Save the table</Submit>
        </div>
      )}
    </ActionForm>
  );
}

function Minutes({
  name,
  label,
  value,
  fixed,
}: {
  name: string;
  label: string;
  value: number | null;
  fixed: boolean;
}) {
  return (
    <input
      name={name}
      aria-label={label}
      inputMode="numeric"
      className="w-20"
      defaultValue={value ?? ""}
      readOnly={fixed}
    />
  );
}
