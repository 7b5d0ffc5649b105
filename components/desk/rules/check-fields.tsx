import { impactWords, typeWords } from "@/components/ui/words";
import { impacts, incidentTypes, severities } from "@/lib/vocabulary";
import { Check, Checks, Field, Select, TextArea } from "../field";

/** What the fields are filled with; a plain copy of a check. */
export type FilledCheck = {
  name: string;
  facts: {
    happens: string | null;
    severity: string;
    impact: string;
    type: string;
    services: string[];
    regions: string[];
    accounts: string[];
    /** Wall time in UTC. */
    at: string;
    unresolvedMinutes?: number;
    overdueMinutes?: number;
    hoursUntil?: number;
    reportsPerHour?: number;
    drill: boolean;
  };
  hears: string[];
  doesNotHear: string[];
};
type Props = { check: FilledCheck; services: Record<string, string>; slugs: string[] };

const happens = {
  "": "nothing is said: a moment of the clock",
  ...{ opened: "an incident opens", updated: "an update is published" },
  ...{ escalated: "severity rises", resolved: "an incident is resolved" },
};

/** The fields of a check: a moment, and who must hear of it and who must not. */
export function CheckFields({ check, services, slugs }: Props) {
  const { facts } = check;
  const who = `One a line: an audience (${slugs.join(", ")}), a role like deputy, or an email address.`;
  return (
    <>
      <Field name="name" label="Name" defaultValue={check.name} required />
      <h2 className="mt-6">The moment</h2>
      <div className="row">
        <Pick name="happens" label="What happens" all={happens} chosen={facts.happens ?? ""} />
        <Pick name="severity" label="Severity" all={named(severities)} chosen={facts.severity} />
        <Pick name="impact" label="Impact" all={impactWords} order={impacts} chosen={facts.impact} />
        <Pick name="type" label="About" all={typeWords} order={incidentTypes} chosen={facts.type} />
      </div>
      {Object.keys(services).length > 0 && (
        <Checks name="services" legend="Services affected">
          <div className="picks">
            {Object.entries(services).map(([id, name]) => (
              <Check
                key={id}
                name="services"
                value={id}
                label={name}
                defaultChecked={facts.services.includes(id)}
              />
            ))}
          </div>
        </Checks>
      )}
      <div className="row">
        <Field name="regions" label="Regions" defaultValue={facts.regions.join(", ")} />
        <Field name="accounts" label="Customer accounts touched" defaultValue={facts.accounts.join(", ")} />
        <Field name="at" label="At (UTC)" type="datetime-local" defaultValue={facts.at} />
      </div>
      <div className="row">
        <Count name="unresolvedMinutes" label="Unresolved for minutes" value={facts.unresolvedMinutes} />
        <Count name="overdueMinutes" label="Promise overdue by minutes" value={facts.overdueMinutes} />
        <Count name="hoursUntil" label="Hours until planned work" value={facts.hoursUntil} />
        <Count name="reportsPerHour" label="Reports an hour" value={facts.reportsPerHour} />
      </div>
      <Check name="drill" label="It is a drill" defaultChecked={facts.drill} />
      <h2 className="mt-6">Who</h2>
      <TextArea name="hears" label="Must hear" rows={3} defaultValue={check.hears.join("\n")} hint={who} />
      <TextArea
        name="doesNotHear"
        label="Must not hear"
        rows={3}
        defaultValue={check.doesNotHear.join("\n")}
      />
    </>
  );
}

const named = (all: readonly string[]) => Object.fromEntries(all.map((one) => [one, one]));

function Pick({
  name,
  label,
  all,
  order = Object.keys(all),
  chosen,
}: {
  name: string;
  label: string;
  all: Record<string, string>;
  order?: readonly string[];
  chosen: string;
}) {
  return (
    <Select name={name} label={label} defaultValue={chosen}>
      {order.map((value) => (
        <option key={value} value={value}>
          {all[value]}
        </option>
      ))}
    </Select>
  );
}

function Count({ name, label, value }: { name: string; label: string; value: number | undefined }) {
  return <Field name={name} label={label} type="number" defaultValue={value?.toString() ?? ""} />;
}
