import Link from "next/link";
import type { Zone } from "@/lib/zoned-time";
import type { AuditChange, AuditEntry } from "@/status/audit/read-audit";
import { momentWords } from "./delivery-progress";

type Props = { entries: AuditEntry[]; now: Date; zone: Zone };

/** The audit log: who, what, and what was before and after. */
export function AuditRows({ entries, now, zone }: Props) {
  return (
    <div className="mt-3 overflow-x-auto">
      <table className="t stack">
        <thead>
          <tr>
            <th>When</th>
            <th>Who</th>
            <th>What</th>
            <th className="hide r">No.</th>
          </tr>
        </thead>
        <tbody>
          {entries.map((entry) => (
            <tr key={entry.id}>
              <td className="num">
                <time className="whitespace-nowrap" dateTime={entry.at.toISOString()}>
                  {momentWords(entry.at, now, zone)}
                </time>
              </td>
              <td>
                {nameOf(entry.who)}
                <span className="mute s block">{placeOf(entry.who)}</span>
              </td>
              <td className="long">
                <details>
                  <summary>{summaryOf(entry.what)}</summary>
                  {entry.what.length > saidMax && <p className="s mt-2">{wordsOfAll(entry.what)}</p>}
                  <ul className="s mt-2">
                    {entry.changes.flatMap(linesOf).map((line) => (
                      <li key={line}>{line}</li>
                    ))}
                  </ul>
                </details>
                {entry.incidentId && (
                  <Link prefetch={false} className="s" href={`/desk/incidents/${entry.incidentId}`}>
                    The incident
                  </Link>
                )}
              </td>
              <td className="hide r num">{entry.id}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const kinds = {
  user: "Somebody",
  member: "Somebody of an audience",
  visitor: "A visitor",
  machine: "A machine",
  system: "Drawbridge itself",
  database: "Somebody at the database",
} satisfies Record<AuditEntry["who"]["kind"], string>;

const nameOf = (who: AuditEntry["who"]) => who.name ?? kinds[who.kind];

function placeOf({ kind, role, key, address, session, door, program }: AuditEntry["who"]): string {
  const said = kind === "database" ? ["at the database", program] : [role, key, address, door];
  return [...said, session && `session ${session}`].filter(Boolean).join(" · ");
}

/** More than these are said when somebody opens the entry: a first run does everything at once. */
const saidMax = 4;

const wordsOfAll = (what: string[]) => what.filter(Boolean).map(wordsOf).join(" · ");

/** "users added · sessions added", and of very many how many there are besides. */
export function summaryOf(what: string[]): string {
  if (what.length <= saidMax) return wordsOfAll(what);
  return `${wordsOfAll(what.slice(0, saidMax - 1))} · and ${what.length - saidMax + 1} more`;
}

const operations = { insert: "added", update: "changed", delete: "removed" };

/** "incident_opened" and "users:update" in words. */
export function wordsOf(what: string): string {
  const [name, operation] = what.split(":") as [string, keyof typeof operations | undefined];
  const words = name.replaceAll("_", " ");
  return operation ? `${words} ${operations[operation]}` : words;
}

/** A line for each row that was changed, with what was before and after. */
export function linesOf({ table, operation, rows, changes }: AuditChange): string[] {
  const lines = changes.map(({ key, before, after }) => {
    const name = `${table.replaceAll("_", " ")} ${Object.values(key).join(" ")}`;
    const fields = Object.keys(after ?? before ?? {}).filter((field) => !(field in key));
    const told = fields.map((field) =>
      operation === "update"
        ? `${field}: ${text(before?.[field])} → ${text(after?.[field])}`
        : `${field}: ${text((after ?? before)?.[field])}`,
    );
    return `${name} ${operations[operation]}${told.length ? ` — ${told.join("; ")}` : ""}`;
  });
  return rows > changes.length ? [...lines, `and ${rows - changes.length} more of ${table}`] : lines;
}

const lengthMax = 200;

function text(value: unknown): string {
  const said =
    value === null || value === undefined
      ? "nothing"
      : typeof value === "string"
        ? value
        : JSON.stringify(value);
  return said.length > lengthMax ? `${said.slice(0, lengthMax)}…` : said;
}
