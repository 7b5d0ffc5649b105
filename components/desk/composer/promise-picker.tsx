"use client";

import { wallTime } from "@/lib/wall-time";
import { formatTime, type Zone } from "@/lib/zoned-time";
import { Choice } from "./choice";
import type { Change } from "./facts";
import { type ComposerFields, promisedAt } from "./fields";

type Props = {
  fields: ComposerFields;
  change: Change;
  now: Date;
  zone: Zone;
  suggestedMinutes: number;
  error?: string;
};

const quickMinutes = [15, 30, 60];

/** When we speak next: the cadence's time first, quick ones beside it, any other by clock. */
export function PromisePicker({ fields, change, now, zone, suggestedMinutes, error }: Props) {
  if (fields.status === "resolved") {
    return <p className="hint mt-4">Resolved: no next update is promised.</p>;
  }
  const clock = (inMinutes: number) =>
    formatTime(promisedAt({ ...fields, promise: { inMinutes } }, now, zone.timeZone)!, "clock", zone);
  const own = fields.promise && "at" in fields.promise ? fields.promise.at : null;
  const chosen =
    own !== null ? "other" : String((fields.promise as { inMinutes: number } | null)?.inMinutes ?? "");
  const kept = own === null && chosen !== "" ? [Number(chosen)] : [];
  const minutes = [...new Set([suggestedMinutes, ...quickMinutes, ...kept])].sort((a, b) => a - b);
  const promised = promisedAt(fields, now, zone.timeZone);
  return (
    <>
      <Choice
        legend="Next update by"
        name="promise"
        options={[
          ...minutes.map((one) => ({ value: String(one), words: clock(one) })),
          { value: "other", words: "Other" },
        ]}
        value={chosen}
        choose={(value) =>
          change({
            promise:
              value === "other"
                ? { at: wallTime(promised ?? now, zone.timeZone) }
                : { inMinutes: Number(value) },
          })
        }
        hint={`${promised ? `${formatTime(promised, "zoned", zone)}. ` : ""}${fields.severity} asks for every ${suggestedMinutes} minutes. ${fields.privately ? "They" : "Readers"} see this promise.`}
        error={error}
      />
      {own !== null && (
        <div className="field">
          <label htmlFor="promise-at">Time ({zone.timeZone})</label>
          <input
            id="promise-at"
            type="datetime-local"
            value={own}
            onChange={(event) => change({ promise: { at: event.target.value } })}
            aria-invalid={error ? true : undefined}
          />
        </div>
      )}
    </>
  );
}
