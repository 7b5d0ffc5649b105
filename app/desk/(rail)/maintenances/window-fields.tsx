import { Field } from "@/components/desk/field";
import { wallTime } from "@/lib/wall-time";

type Props = { timeZone: string; from?: Date; until?: Date };

/** Begin and end, by the clock of the page's zone. */
export function WindowFields({ timeZone, from, until }: Props) {
  return (
    <div className="row mt-4">
      <Field
        name="scheduledFor"
        label={`Begins (${timeZone})`}
        type="datetime-local"
        defaultValue={from && wallTime(from, timeZone)}
        required
      />
      <Field
        name="scheduledUntil"
        label={`Ends (${timeZone})`}
        type="datetime-local"
        defaultValue={until && wallTime(until, timeZone)}
        required
      />
    </div>
  );
}
