import { formatTime, type Zone } from "@/lib/zoned-time";

export type ShownVersion = {
  version: number;
  state: "draft" | "in_review" | "active" | "retired";
  reason: string;
  author: string | null;
  writtenAt: Date;
  reviewer: string | null;
  activeFrom: Date | null;
  count: number;
};

const stateWords = { draft: "your draft", in_review: "waits", active: "in use", retired: "retired" };

/** Every version with its author and the reason for it. */
export function Versions({ versions, shown, zone }: { versions: ShownVersion[]; shown: number; zone: Zone }) {
  return (
    <ol className="wait">
      {versions.map((one) => (
        <li key={one.version}>
          <p className="t">
            <a
              href={`/desk/rules?version=${one.version}`}
              aria-current={one.version === shown ? "true" : undefined}
            >
              Version {one.version}
            </a>{" "}
            <span className="mute s">
              {stateWords[one.state]}
              {one.state === "in_review" && (one.reviewer ? " to be activated" : " for a review")}
            </span>
          </p>
          {one.reason && <p>{one.reason}</p>}
          <p className="mute s">
            {one.author ?? "Drawbridge"}, {formatTime(one.writtenAt, "dayZoned", zone)} ·{" "}
            {one.count === 1 ? "1 rule" : `${one.count} rules`}
            {one.reviewer && ` · reviewed by ${one.reviewer}`}
            {one.activeFrom && ` · in use from ${formatTime(one.activeFrom, "dayZoned", zone)}`}
          </p>
        </li>
      ))}
    </ol>
  );
}
