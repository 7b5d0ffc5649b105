"use client";

import { wallTime } from "@/lib/wall-time";
import { formatTime, type Zone } from "@/lib/zoned-time";
import { Choice } from "./choice";
import { type ComposerFields, type Promised, promisedAt } from "./fields";

type Props = {
  fields: ComposerFields;
  audience: { id: string; name: string };
  /** What their own table asks for; undefined: they have none and follow the public. */
  ownMinutes: number | undefined;
  promised: Promised | null;
  choose: (promise: Promised | null) => void;
  now: Date;
  zone: Zone;
  error?: string;
};

const quickMinutes = [30, 60];

/** When an audience hears next, where that is another time than the public's: by its own table first. */
export function AudiencePromise(props: Props) {
  const { fields, audience, ownMinutes, promised, choose, now, zone, error } = props;
  if (fields.status === "resolved") return null;
  const { status } = fields;
  const timeOf = (promise: Promised) => promisedAt({ status, promise }, now, zone.timeZone);
  const clock = (at: Date | null) => (at ? formatTime(at, "clock", zone) : "");
  const own = promised && "at" in promised ? promised.at : null;
  const minutes = promised && "inMinutes" in promised ? promised.inMinutes : null;
  const offered = [ownMinutes, minutes, ...quickMinutes].filter((one) => typeof one === "number");
  const publicAt = promisedAt(fields, now, zone.timeZone);
  return (
    <>
      <Choice
        legend={`${audience.name} hear next by`}
        name={`promise-${audience.id}`}
        options={[
          { value: "public", words: `As the public ${clock(publicAt)}`.trim() },
          ...[...new Set(offered)]
            .sort((a, b) => a - b)
            .map((one) => ({ value: String(one), words: clock(timeOf({ inMinutes: one })) })),
          { value: "other", words: "Other" },
        ]}
        value={own !== null ? "other" : minutes === null ? "public" : String(minutes)}
        choose={(value) => choose(chosen(value, wallTime(publicAt ?? now, zone.timeZone)))}
        hint={
          ownMinutes === undefined
            ? "They have no cadence of their own."
            : `Their cadence asks for every ${ownMinutes} minutes.`
        }
        error={error}
      />
      {own !== null && (
        <div className="field">
          <label htmlFor={`promise-at-${audience.id}`}>Time ({zone.timeZone})</label>
          <input
            id={`promise-at-${audience.id}`}
            type="datetime-local"
            value={own}
            onChange={(event) => choose({ at: event.target.value })}
            aria-invalid={error ? true : undefined}
          />
        </div>
      )}
    </>
  );
}

function chosen(value: string, wall: string): Promised | null {
  if (value === "public") return null;
  return value === "other" ? { at: wall } : { inMinutes: Number(value) };
}
