import { channelWords, impactWords, incidentRoleWords, typeWords } from "@/components/ui/words";
import { clockOf } from "@/lib/clock-minutes";
import { channels, impacts, incidentRoles, incidentTypes, severities } from "@/lib/vocabulary";
import { Check, Checks, Field, Select, TextArea } from "../field";
import { lastingWords, triggerWords } from "./words";

/** What the fields are filled with; a plain copy of a rule. */
export type FilledRule = {
  when: { on: string; minutes?: number; hours?: number; perHour?: number };
  and: {
    severities: string[];
    impacts: string[];
    services: string[];
    types: string[];
    regions: string[];
    hours: { from: number; until: number; zone: string } | null;
    account: string | null;
  };
  tell: { audiences: string[]; people: string[]; roles: string[] };
  by: string[];
  template: string | null;
  withinMinutes: number | null;
  everyMinutes: number | null;
  while: string;
};
type Props = {
  rule: FilledRule | null;
  names: { audiences: Record<string, string>; services: Record<string, string> };
  /** Ready words by name. */
  templates: string[];
  zone: string;
};

/** The fields of a rule in the order of its sentence. */
export function RuleFields({ rule, names, templates, zone }: Props) {
  const and = rule?.and;
  const count = rule?.when.minutes ?? rule?.when.hours ?? rule?.when.perHour;
  return (
    <>
      <h2 className="mt-5">When</h2>
      <div className="row">
        <Select name="on" label="What happens" defaultValue={rule?.when.on ?? "opened"}>
          {Object.entries(triggerWords).map(([value, words]) => (
            <option key={value} value={value}>
              {words}
            </option>
          ))}
        </Select>
        <Field
          name="count"
          label="How many"
          type="number"
          defaultValue={count === undefined ? "" : String(count)}
          hint="Minutes, hours or reports, where it says so."
        />
      </div>
      <h2 className="mt-6">
        And <small>empty asks for nothing</small>
      </h2>
      <Picks name="severities" legend="Severity" all={named(severities)} chosen={and?.severities} />
      <Picks name="impacts" legend="Impact" all={impactWords} order={impacts} chosen={and?.impacts} />
      <Picks
        name="services"
        legend="Services, one of them affected"
        all={names.services}
        chosen={and?.services}
      />
      <Picks name="types" legend="About" all={typeWords} order={incidentTypes} chosen={and?.types} />
      <div className="row">
        <Field
          name="regions"
          label="Regions"
          defaultValue={and?.regions.join(", ")}
          hint="With commas between."
        />
        <Field name="account" label="Customer account touched" defaultValue={and?.account ?? ""} />
      </div>
      <div className="row">
        <Field
          name="from"
          label="From"
          type="time"
          defaultValue={and?.hours ? clockOf(and.hours.from) : ""}
        />
        <Field
          name="until"
          label="Until"
          type="time"
          defaultValue={and?.hours ? clockOf(and.hours.until) : ""}
        />
        <Field name="zone" label="Time zone" defaultValue={and?.hours?.zone ?? zone} />
      </div>
      <h2 className="mt-6">Tell</h2>
      <Picks name="audiences" legend="Audiences" all={names.audiences} chosen={rule?.tell.audiences} />
      <Picks
        name="roles"
        legend="Whoever is"
        all={incidentRoleWords}
        order={incidentRoles}
        chosen={rule?.tell.roles}
      />
      <TextArea
        name="people"
        label="People"
        rows={2}
        defaultValue={rule?.tell.people.join("\n")}
        hint="Email addresses, one a line. They get a short notice."
      />
      <h2 className="mt-6">How</h2>
      <div className="row">
        {["By", "Else by", "Else by (third)"].map((label, index) => (
          <Select key={label} name="by" label={label} defaultValue={rule?.by[index] ?? ""}>
            <option value="">{index === 0 ? "the ways they chose" : "–"}</option>
            {channels.map((channel) => (
              <option key={channel} value={channel}>
                {channelWords[channel]}
              </option>
            ))}
          </Select>
        ))}
      </div>
      <div className="row">
        <Field
          name="withinMinutes"
          label="Within minutes"
          type="number"
          defaultValue={rule?.withinMinutes?.toString()}
        />
        <Field
          name="everyMinutes"
          label="Then every minutes"
          type="number"
          defaultValue={rule?.everyMinutes?.toString()}
        />
        <Select name="while" label="While" defaultValue={rule?.while ?? "unresolved"}>
          {Object.entries(lastingWords).map(([value, words]) => (
            <option key={value} value={value}>
              {words}
            </option>
          ))}
        </Select>
      </div>
      <Select
        name="template"
        label="With the ready words"
        defaultValue={rule?.template ?? ""}
        hint="They stand in the form when the rule's moment comes, for the audiences it tells."
      >
        <option value="">none</option>
        {[...new Set([...templates, ...(rule?.template ? [rule.template] : [])])].map((name) => (
          <option key={name} value={name}>
            {name}
          </option>
        ))}
      </Select>
    </>
  );
}

const named = (all: readonly string[]) => Object.fromEntries(all.map((one) => [one, one]));

function Picks({
  name,
  legend,
  all,
  order = Object.keys(all),
  chosen = [],
}: {
  name: string;
  legend: string;
  all: Record<string, string>;
  order?: readonly string[];
  chosen?: string[];
}) {
  if (order.length === 0) return null;
  return (
    <Checks name={name} legend={legend}>
      <div className="picks">
        {order.map((value) => (
          <Check
            key={value}
            name={name}
            value={value}
            label={all[value]}
            defaultChecked={chosen.includes(value)}
          />
        ))}
      </div>
    </Checks>
  );
}
