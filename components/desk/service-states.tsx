import { stateWords } from "@/components/ui/words";
import { type ServiceState, serviceStates } from "@/lib/vocabulary";

type Props = { legend: string; services: { id: string; name: string; state?: ServiceState }[] };

const nameOf = "state ";

/** A state for each service, in a plain form. */
export function ServiceStates({ legend, services }: Props) {
  return (
    <fieldset className="field">
      <legend>{legend}</legend>
      <ul className="svc">
        {services.map((service) => (
          <li key={service.id}>
            <label htmlFor={`state-${service.id}`}>{service.name}</label>
            <select
              id={`state-${service.id}`}
              name={`${nameOf}${service.id}`}
              defaultValue={service.state ?? ""}
            >
              <option value="">Not affected</option>
              {serviceStates
                .filter((state) => state !== "under_maintenance")
                .map((state) => (
                  <option key={state} value={state}>
                    {stateWords[state]}
                  </option>
                ))}
            </select>
          </li>
        ))}
      </ul>
    </fieldset>
  );
}

/** What the form says of services. */
export function readServiceStates(form: FormData): { serviceId: string; state: Settable }[] {
  return [...form].flatMap(([name, state]) =>
    name.startsWith(nameOf) && state
      ? [{ serviceId: name.slice(nameOf.length), state: String(state) as Settable }]
      : [],
  );
}

/** Maintenance is set by planned work, never by an incident. */
type Settable = Exclude<ServiceState, "under_maintenance">;
