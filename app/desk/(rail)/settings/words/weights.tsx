import { ActionForm, Submit } from "@/components/desk/action-form";
import { Select } from "@/components/desk/field";
import type { AudienceWeights } from "@/status/words/list-weights";
import { changeWeightsAction } from "./actions";

const weightWords = { off: "Off", advice: "Advice", must: "Must be settled" };

/** How much each note weighs for an audience. For owners. */
export function Weights({ audience }: { audience: AudienceWeights }) {
  return (
    <details className="mt-4">
      <summary>{audience.name}</summary>
      <ActionForm action={changeWeightsAction} label={`Notes for ${audience.name}`} done="Saved.">
        <input type="hidden" name="audienceId" value={audience.id} />
        {audience.findings.map(({ kind, passed, why, source, weight }) => (
          <Select
            key={kind}
            name={kind}
            label={passed}
            defaultValue={weight}
            hint={`${why} Source: ${source}.`}
          >
            {Object.entries(weightWords).map(([value, words]) => (
              <option key={value} value={value}>
                {words}
              </option>
            ))}
          </Select>
        ))}
        <div className="mt-4">
          <Submit>Save the notes</Submit>
        </div>
      </ActionForm>
    </details>
  );
}
