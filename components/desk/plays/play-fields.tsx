import { incidentRoleWords, severityHints, typeWords } from "@/components/ui/words";
import {
  type Channel,
  type IncidentRole,
  type IncidentType,
  incidentTypes,
  type Severity,
  severities,
} from "@/lib/vocabulary";
import { Check, Checks, Field, Select } from "../field";
import { waysText } from "./play-words";

type Named = { id: string; name: string };
type Props = {
  play: {
    name: string;
    severity: Severity;
    type: IncidentType | null;
    summon: {
      role: IncidentRole;
      people: { userId: string; ways: { channel: Channel; address: string | null }[] }[];
    }[];
    audienceIds: string[];
    templateId: string | null;
    promiseMinutes: number | null;
    answerSeconds: number;
  };
  roles: IncidentRole[];
  people: Named[];
  audiences: Named[];
  templates: Named[];
};

/** Rows to fill for a role; the next save offers more. */
const freeRows = 3;
/** Roles most plays summon: shown open. */
const usual: IncidentRole[] = ["customer_liaison", "deputy"];

/** A play as fields: what starts it, whom it summons in which order and how, what it opens, attaches and promises. */
export function PlayFields({ play, roles, people, audiences, templates }: Props) {
  return (
    <>
      <Field name="name" label="Name" defaultValue={play.name} hint="Like: Major incident." required />
      <Select name="severity" label="When an incident is" defaultValue={play.severity}>
        {severities.map((severity) => (
          <option key={severity} value={severity}>
            {severity}, {severityHints[severity]}
          </option>
        ))}
      </Select>
      <Select name="type" label="About" defaultValue={play.type ?? ""}>
        <option value="">Whatever it is</option>
        {incidentTypes.map((type) => (
          <option key={type} value={type}>
            {typeWords[type]}
          </option>
        ))}
      </Select>
      <h2 className="mt-6">Summon</h2>
      <p className="hint">
        In order: the next one is asked when the one before does not answer. How: email, sms +351…, push,
        slack https://…, teams, discord or webhook with its address; several parted by commas.
      </p>
      {roles.map((role) => (
        <RoleRows key={role} role={role} play={play} people={people} />
      ))}
      <Field
        name="answerSeconds"
        label="Seconds to answer"
        type="number"
        defaultValue={String(play.answerSeconds)}
        required
      />
      <h2 className="mt-6">Open, attach, promise</h2>
      <Checks name="audienceIds" legend="Open it for">
        {audiences.map(({ id, name }) => (
          <Check
            key={id}
            name="audienceIds"
            value={id}
            label={name}
            defaultChecked={play.audienceIds.includes(id)}
          />
        ))}
      </Checks>
      <Select name="templateId" label="Attach ready words" defaultValue={play.templateId ?? ""}>
        <option value="">None</option>
        {templates.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </Select>
      <Field
        name="promiseMinutes"
        label="Promise the next word within, in minutes"
        type="number"
        defaultValue={play.promiseMinutes === null ? "" : String(play.promiseMinutes)}
        hint="Empty: the cadence says."
      />
    </>
  );
}

function RoleRows({ role, play, people }: { role: IncidentRole } & Pick<Props, "play" | "people">) {
  const words = incidentRoleWords[role];
  const named = play.summon.find((one) => one.role === role)?.people ?? [];
  const rows = [...named, ...Array.from({ length: freeRows }, () => null)];
  return (
    <details className="mt-2" open={usual.includes(role) || named.length > 0}>
      <summary>{words}</summary>
      <Checks name={`people.${role}`} legend={`Who is asked to be ${words.toLowerCase()}`}>
        {rows.map((one, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a row is its place in the order
          <div key={index} className="row mt-3">
            <Select
              name={`person.${role}`}
              label={index === 0 ? "First" : `Then (${index + 1})`}
              defaultValue={one?.userId ?? ""}
            >
              <option value="">Nobody</option>
              {people.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </Select>
            <Field name={`ways.${role}`} label="How" defaultValue={one ? waysText(one.ways) : "email"} />
          </div>
        ))}
      </Checks>
    </details>
  );
}
