import type { View } from "@/components/public/view";
import { Radio, Wrong } from "./radio";

export type ChosenPreferences = { detail: string; scope: string; serviceIds: string[] };
export type ServiceChoice = { id: string; name: string };

/** How much to hear, and about what. The same fields when subscribing and later. */
export function PreferencesFields({
  view,
  services,
  chosen,
  error,
}: {
  view: View;
  services: ServiceChoice[];
  chosen: ChosenPreferences;
  /** What is wrong with the choice of services. */
  error?: string;
}) {
  const words = view.words.subscribe;
  const few = services.length < 2;
  const detail = { name: "detail", chosen: chosen.detail };
  return (
    <>
      <fieldset className="f">
        <legend>{words.detail}</legend>
        <Radio {...detail} value="every_update" said={words.everyUpdate} />
        <Radio {...detail} value="opened_and_resolved" said={words.openedAndResolved} />
        <Radio {...detail} value="major_only" said={view.words.subscriber.major} />
      </fieldset>
      {few && <input type="hidden" name="scope" value="all_services" />}
      {!few && (
        <fieldset className="f" aria-describedby={error ? "service-error" : undefined}>
          <legend>{words.scope}</legend>
          {error && <Wrong id="service-error">{error}</Wrong>}
          <Radio
            name="scope"
            value="all_services"
            chosen={chosen.scope}
            said={words.allServices(services.length)}
          />
          <Radio name="scope" value="chosen_services" chosen={chosen.scope} said={words.chosenServices} />
          <div className="cols">
            {services.map(({ id, name }) => (
              <label className="ck" key={id}>
                <input
                  type="checkbox"
                  name="service"
                  value={id}
                  defaultChecked={chosen.serviceIds.includes(id)}
                />
                {name}
              </label>
            ))}
          </div>
        </fieldset>
      )}
    </>
  );
}
