import { formatTime, type Zone } from "@/lib/zoned-time";

type Version = { version: number; reason: string; author: string | null; writtenAt: Date; count: number };

/** Every version of the plays with its author and the reason for it; the newest is in use. */
export function PlayVersions({ versions, shown, zone }: { versions: Version[]; shown: number; zone: Zone }) {
  if (versions.length === 0) return <p className="mute mt-3">None yet.</p>;
  return (
    <ol className="wait">
      {versions.map(({ version, reason, author, writtenAt, count }, index) => (
        <li key={version}>
          <p className="t">
            <a
              href={`/desk/settings/plays?version=${version}`}
              aria-current={version === shown ? "true" : undefined}
            >
              Version {version}
            </a>{" "}
            <span className="mute s">{index === 0 ? "in use" : "replaced"}</span>
          </p>
          <p>{reason}</p>
          <p className="mute s">
            {author ?? "Drawbridge"}, {formatTime(writtenAt, "dayZoned", zone)} ·{" "}
            {count === 1 ? "1 play" : `${count} plays`}
          </p>
        </li>
      ))}
    </ol>
  );
}
