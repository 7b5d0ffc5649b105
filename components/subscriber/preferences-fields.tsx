import type { View } from "@/components/public/view";

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
  return (
    <>
      <fieldset className="f">
        <legend>{words.detail}</legend>
        <Radio name="detail" value="every_update" chosen={chosen.detail} said={words.everyUpdate} />
        <Radio
          name="detail"
          value="opened_and_resolved"
          chosen={chosen.detail}
          said={words.openedAndResolved}
        />
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

/** What is wrong, beside the field it belongs to. */
export function Wrong({ id, children }: { id: string; children: string }) {
  return (
    <p className="st maj" id={id}>
      {children}
    </p>
  );
}

function Radio({ name, value, chosen, said }: { name: string; value: string; chosen: string; said: string }) {
  return (
    <label className="ck">
      <input type="radio" name={name} value={value} defaultChecked={value === chosen} />
      {said}
    </label>
  );
}
