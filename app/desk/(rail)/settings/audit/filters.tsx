import type { ListedKey } from "@/status/api-keys/api-keys";
import type { AuditFilter } from "@/status/audit/read-audit";
import type { Person } from "@/status/people/read-person";

const others = [
  ["system", "Drawbridge itself"],
  ["visitor", "Visitors"],
  ["machine", "Machines with a key"],
  ["database", "Somebody at the database"],
] as const;

type Props = { filter: AuditFilter; people: Person[]; keys: ListedKey[] };

/** What to look for: a plain GET form, so that it stands in the address. */
export function Filters({ filter, people, keys }: Props) {
  return (
    <search className="mt-4">
      <form className="flex flex-wrap items-end gap-4">
        <div className="field">
          <label htmlFor="audit-person">Who</label>
          <select id="audit-person" name="person" defaultValue={filter.person}>
            <option value="">Anybody</option>
            {people.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
            {keys.map(({ id, name }) => (
              <option key={id} value={id}>
                Key: {name}
              </option>
            ))}
            {others.map(([kind, name]) => (
              <option key={kind} value={kind}>
                {name}
              </option>
            ))}
          </select>
        </div>
        <div className="field">
          <label htmlFor="audit-what">What</label>
          <input id="audit-what" name="what" type="search" defaultValue={filter.what} placeholder="users" />
        </div>
        <div className="field">
          <label htmlFor="audit-from">From</label>
          <input id="audit-from" name="from" type="date" defaultValue={filter.from} />
        </div>
        <div className="field">
          <label htmlFor="audit-until">Until</label>
          <input id="audit-until" name="until" type="date" defaultValue={filter.until} />
        </div>
        <button type="submit" className="btn q">
          Look
        </button>
      </form>
    </search>
  );
}
