import { formatTime, type Zone } from "@/lib/zoned-time";
import type { FrontState, House } from "./read-house";

/** One part of the installation: whether it is well (null: it is not set up), and how it stands in words. */
export type HealthRow = { part: string; well: boolean | null; words: string };

/** Every part that this process can tell of. */
export function healthRows({ front, database }: House, zone: Zone): HealthRow[] {
  const databaseRow = {
    part: "Database",
    well: database === "well",
    words: {
      well: "Answers, and takes changes.",
      slow: "Answers slowly, and takes changes.",
      read_only: "Answers, and takes no changes.",
      away: "Does not answer.",
    }[database],
  };
  if (front === "silent")
    return [{ part: "Readers' page", well: false, words: "The front does not answer." }, databaseRow];
  if (front === "none")
    return [{ part: "Readers' page", well: true, words: "Kept by the platform's cache." }, databaseRow];
  return [...ofFront(front, zone, databaseRow), ...copies(front, zone)];
}

function ofFront(front: FrontState, zone: Zone, databaseRow: HealthRow): HealthRow[] {
  const { version, confirmedAt, confirmed, paths, disk, worker } = front;
  const at = (time: string) => formatTime(new Date(time), "second", zone);
  return [
    {
      part: "Readers' page",
      well: confirmed,
      words: confirmedAt
        ? `Version ${version}, ${paths} pages, last confirmed ${at(confirmedAt)}.`
        : "Nothing was published yet.",
    },
    {
      part: "Disk of the publication",
      well: disk === "ok",
      words:
        disk === "ok" ? "Takes every version." : `Takes nothing: ${disk}. Readers are served from memory.`,
    },
    databaseRow,
    {
      part: "Worker",
      well: worker !== null && worker.fault === null,
      words: worker ? (worker.fault ?? `Last heard ${at(worker.at)}.`) : "Not heard since the front started.",
    },
  ];
}

function copies({ copies }: FrontState, zone: Zone): HealthRow[] {
  if (copies.length === 0)
    return [
      {
        part: "Second origin",
        well: null,
        words: "When this machine dies, readers have no page (docs/deploy/second-origin.md).",
      },
    ];
  return copies.map((copy) => {
    const at = (time: string) => formatTime(new Date(time), "second", zone);
    const written = copy.writtenAt
      ? `Version ${copy.version}, written ${at(copy.writtenAt)}.`
      : "Nothing written yet.";
    const older = copy.missing ? ` ${copy.missing} older pages are not in it yet.` : "";
    const fault = copy.fault ? ` The last try failed: ${copy.fault}.` : "";
    return { part: `Second origin: ${copy.name}`, well: !copy.fault, words: written + older + fault };
  });
}
