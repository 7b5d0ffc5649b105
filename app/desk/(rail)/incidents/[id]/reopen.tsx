import { ActionForm, Submit } from "@/components/desk/action-form";
import { Check, Field, TextArea } from "@/components/desk/field";
import { ServiceStates } from "@/components/desk/service-states";
import { newId } from "@/lib/ids";
import { wallTime } from "@/lib/wall-time";
import type { DeskIncident } from "@/status/incidents/read-incident";
import { reopenAction } from "./actions";

type Props = {
  incident: DeskIncident;
  timeZone: string;
  suggestedPromise: Date;
  /** What its reopening said before it was taken back. */
  words: string;
};

/** An incident that was not over after all. */
export function Reopen({ incident, timeZone, suggestedPromise, words }: Props) {
  const services = incident.services.map(({ id, name }) => ({ id, name, state: lastTrouble(incident, id) }));
  return (
    <section className="sec">
      <details open={words !== ""}>
        <summary>Reopen this incident</summary>
        <ActionForm action={reopenAction} label="Reopen this incident">
          <input type="hidden" name="incidentId" value={incident.id} />
          <input type="hidden" name="onceKey" value={newId()} />
          <ServiceStates legend="Affected services" services={services} />
          <TextArea
            name="words"
            label="Words"
            hint="What came back, for whom."
            defaultValue={words}
            required
          />
          <Field
            name="nextUpdateBy"
            label={`Next update by (${timeZone})`}
            type="datetime-local"
            defaultValue={wallTime(suggestedPromise, timeZone)}
            required
          />
          <Field
            name="alone"
            label="Publish alone: why can it not wait?"
            hint="Only where words need a yes and there is no time for it. May stay empty."
          />
          <Check name="tell" label="Tell subscribers" defaultChecked />
          <div className="mt-3">
            <Submit>Reopen and publish</Submit>
          </div>
        </ActionForm>
      </details>
    </section>
  );
}

/** The last state that was worse than operational: most often it is the one that came back. */
function lastTrouble(incident: DeskIncident, serviceId: string) {
  const said = incident.updates.flatMap(({ affected }) =>
    affected.filter((one) => one.serviceId === serviceId),
  );
  return said.find(({ state }) => state !== "operational")?.state ?? "operational";
}
