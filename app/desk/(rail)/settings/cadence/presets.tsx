import Link from "next/link";
import { compareCadences } from "@/communications/cadence/compare-cadences";
import { judgeCadence } from "@/communications/cadence/judge-cadence";
import type { Cadence } from "@/communications/cadence/next-promise";
import { type CadencePreset, cadencePresets } from "@/communications/cadence/presets";
import { ActionForm, Submit } from "@/components/desk/action-form";
import { statusWords } from "@/components/ui/words";
import { applyPresetAction } from "./actions";

type Props = { audience: { id: string; name: string; private: boolean }; rows: Cadence[]; chosen: string };

/** Tables that others published: what would change, and one press to use one. */
export function Presets({ audience, rows, chosen }: Props) {
  return (
    <section className="sec max-w-3xl" aria-labelledby="presets">
      <h2 id="presets">
        Ready tables <small>with where they come from</small>
      </h2>
      <ul>
        {cadencePresets.map((preset) => (
          <li key={preset.id} className="border-b border-rule py-2.5">
            <Link
              className="font-semibold text-ink"
              href={`/desk/settings/cadence?audience=${audience.id}&preset=${preset.id}#${preset.id}`}
              aria-current={preset.id === chosen ? "true" : undefined}
              id={preset.id}
            >
              {preset.name}
            </Link>
            <p className="s">{preset.source}</p>
            {preset.id === chosen && <Preview audience={audience} rows={rows} preset={preset} />}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Preview({ audience, rows, preset }: Omit<Props, "chosen"> & { preset: CadencePreset }) {
  const changes = compareCadences(rows, preset.rows);
  const { warnings } = judgeCadence(preset.rows, audience);
  const say = (minutes: number | null) => (minutes === null ? "no line of its own" : `every ${minutes} min`);
  if (changes.length === 0) return <p className="mt-2">This is the table as it is.</p>;
  return (
    <>
      <table className="t s mt-2">
        <caption className="sr-only">What changes with {preset.name}</caption>
        <thead>
          <tr>
            <th>While</th>
            <th>From minute</th>
            <th>Now</th>
            <th>Then</th>
          </tr>
        </thead>
        <tbody>
          {changes.map(({ severity, status, afterMinutes, from, to }) => (
            <tr key={`${severity} ${status} ${afterMinutes}`}>
              <td>
                {severity}, {statusWords[status].toLowerCase()}
              </td>
              <td>{afterMinutes}</td>
              <td>
                <del>{say(from)}</del>
              </td>
              <td>{say(to)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {warnings.map((words) => (
        <p key={words} className="s mt-1">
          {words}
        </p>
      ))}
      <ActionForm
        action={applyPresetAction}
        label={`Use ${preset.name}`}
        done="Saved. The next promise follows it."
      >
        <input type="hidden" name="audienceId" value={audience.id} />
        <input type="hidden" name="preset" value={preset.id} />
        <div className="mt-3">
          <Submit>
            Use it for {audience.name}: {changes.length} {changes.length === 1 ? "change" : "changes"}
          </Submit>
        </div>
      </ActionForm>
    </>
  );
}
