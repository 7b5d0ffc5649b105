import type { View } from "@/components/public/view";
import { timeZones } from "@/lib/time-zones";
import { Tick, Wrong } from "./radio";

/** As the form shows them: times as `HH:MM`. */
export type QuietChoice = { on: boolean; from: string; until: string; timeZone: string; breaks: boolean };

/** When somebody wants nothing sent, in their own zone. */
export function QuietFields({ view, quiet, error }: { view: View; quiet: QuietChoice; error?: string }) {
  const words = view.words.subscriber;
  const zones = timeZones.includes(quiet.timeZone) ? timeZones : [quiet.timeZone, ...timeZones];
  const described = error ? "quiet-how quiet-error" : "quiet-how";
  return (
    <fieldset className="f" aria-describedby={described}>
      <legend>{words.quiet}</legend>
      {error && <Wrong id="quiet-error">{error}</Wrong>}
      <Tick name="quiet" checked={quiet.on} said={words.quietOn} />
      <p className="row">
        <label>
          {words.quietFrom} <input type="time" name="from" defaultValue={quiet.from} />
        </label>
        <label>
          {words.quietUntil} <input type="time" name="until" defaultValue={quiet.until} />
        </label>
        <label>
          {words.quietZone}{" "}
          <select name="zone" defaultValue={quiet.timeZone}>
            {zones.map((zone) => (
              <option key={zone}>{zone}</option>
            ))}
          </select>
        </label>
      </p>
      <Tick name="breaks" checked={quiet.breaks} said={words.quietBreaks} />
      <p className="meta" id="quiet-how">
        {words.quietHow}
      </p>
    </fieldset>
  );
}
