"use client";

import { impactWords, severityHints, stateWords, statusWords, typeWords } from "@/components/ui/words";
import {
  impacts,
  incidentStatuses,
  incidentTypes,
  type ServiceState,
  serviceStates,
  severities,
} from "@/lib/vocabulary";
import type { Zone } from "@/lib/zoned-time";
import { Choice } from "./choice";
import { type ComposerFields, isLowered } from "./fields";
import { PromisePicker } from "./promise-picker";

export type ComposerService = { id: string; name: string; state: ServiceState };
export type Change = (change: Partial<ComposerFields>) => void;

type Props = {
  fields: ComposerFields;
  change: Change;
  errors: Record<string, string>;
  services: ComposerService[];
  severityBefore: ComposerFields["severity"] | null;
  now: Date;
  zone: Zone;
  suggestedMinutes: number;
};

/** The facts, once for everyone. */
export function Facts({ fields, change, errors, services, severityBefore, ...rest }: Props) {
  // A new incident is not over yet.
  const statuses = incidentStatuses.filter((status) => severityBefore !== null || status !== "resolved");
  const lowered = isLowered(severityBefore, fields.severity);
  return (
    <div>
      <h2>
        Facts <small>once, for everyone</small>
      </h2>
      <Choice
        legend="Status"
        name="status"
        options={statuses.map((value) => ({ value, words: statusWords[value] }))}
        value={fields.status}
        choose={(status) => change(status === "resolved" ? resolved(fields) : { status })}
        error={errors.status}
      />
      <Choice
        legend="Severity"
        name="severity"
        options={severities.map((value) => ({ value, words: value }))}
        value={fields.severity}
        choose={(severity) => change({ severity })}
        hint={`${severityHints[fields.severity]}. For us; never shown to readers.`}
        error={errors.severity}
      />
      {lowered && (
        <div className="field">
          <label htmlFor="reason">Why is it milder?</label>
          <input
            id="reason"
            value={fields.reason}
            onChange={(event) => change({ reason: event.target.value })}
            aria-invalid={errors.reason ? true : undefined}
            aria-describedby={errors.reason ? "reason-error" : undefined}
          />
          {errors.reason && (
            <p className="wrong" id="reason-error">
              {errors.reason}
            </p>
          )}
        </div>
      )}
      <Choice
        legend="Impact"
        name="impact"
        options={impacts.map((value) => ({ value, words: impactWords[value] }))}
        value={fields.impact}
        choose={(impact) => change({ impact })}
        hint="What readers are told."
        error={errors.impact}
      />
      <div className="field">
        <label htmlFor="where">Where</label>
        <input
          id="where"
          value={fields.where}
          placeholder="Europe, Lisbon"
          onChange={(event) => change({ where: event.target.value })}
          aria-describedby="where-hint"
          aria-invalid={errors.regions ? true : undefined}
        />
        {errors.regions && <p className="wrong">{errors.regions}</p>}
        <p className="hint" id="where-hint">
          Places, parted by commas. May stay empty.
        </p>
      </div>
      {severityBefore === null && (
        <div className="field">
          <label htmlFor="type">About</label>
          <select
            id="type"
            value={fields.type}
            onChange={(event) => change({ type: event.target.value as ComposerFields["type"] })}
          >
            {incidentTypes.map((type) => (
              <option key={type} value={type}>
                {typeWords[type]}
              </option>
            ))}
          </select>
        </div>
      )}
      <PromisePicker fields={fields} change={change} error={errors.nextUpdateBy} {...rest} />
      <Services
        fields={fields}
        change={change}
        services={services}
        error={errors.affected ?? errors.services}
      />
    </div>
  );
}

/** What is over works again: every service that was spoken of, unless the writer says otherwise. */
function resolved(fields: ComposerFields): Partial<ComposerFields> {
  const working = Object.keys(fields.services).map((id) => [id, "operational"] as const);
  return { status: "resolved", services: Object.fromEntries(working) };
}

function Services({
  fields,
  change,
  services,
  error,
}: Pick<Props, "fields" | "change" | "services"> & { error?: string }) {
  const spokenOf = services.filter((service) => fields.services[service.id]);
  const others = services.filter((service) => !fields.services[service.id]);
  const set = (id: string, state: string) => {
    const { [id]: _before, ...rest } = fields.services;
    change({ services: state === "" ? rest : { ...rest, [id]: state as ServiceState } });
  };
  const row = (service: ComposerService) => (
    <li key={service.id}>
      <label htmlFor={`service-${service.id}`}>{service.name}</label>
      <select
        id={`service-${service.id}`}
        value={fields.services[service.id] ?? ""}
        onChange={(event) => set(service.id, event.target.value)}
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
  );
  return (
    <fieldset className="field">
      <legend>Affected services</legend>
      {services.length === 0 && <p className="hint">No services yet. Add some under Services.</p>}
      <ul className="svc">{spokenOf.map(row)}</ul>
      {others.length > 0 && (
        <details open={spokenOf.length === 0}>
          <summary>{spokenOf.length ? "Add a service" : "Choose services"}</summary>
          <ul className="svc">{others.map(row)}</ul>
        </details>
      )}
      {error && (
        <p className="wrong" role="alert">
          {error}
        </p>
      )}
    </fieldset>
  );
}
