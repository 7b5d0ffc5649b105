import { StateWord } from "@/components/public/state-word";
import type { View } from "@/components/public/view";
import type { ServiceState } from "@/lib/vocabulary";

export type MatteringService = { id: string; name: string; state: ServiceState };

/** The services that matter to the audience, as they are now. */
export function Services({ view, services }: { view: View; services: MatteringService[] }) {
  const words = view.words.stakeholder;
  return (
    <section className="blk two" id="services">
      <div>
        <h2>{words.services}</h2>
      </div>
      {services.length === 0 ? (
        <p className="quiet">{words.noServices}</p>
      ) : (
        <ul className="past states">
          {services.map(({ id, name, state }) => (
            <li key={id}>
              <StateWord view={view} state={state} />
              <span>{name}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
