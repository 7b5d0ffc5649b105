import { formatTime, roughDuration, type Zone } from "@/lib/zoned-time";
import type { FrontState, House } from "./read-house";

/** Something that is wrong, in plain words, and what works all the same. */
export type Trouble = { what: string; still: string };

/** The worker speaks every few seconds. */
const silentMilliseconds = 30_000;
/** More than two machines that keep time by NTP are ever apart, and than a slow answer can make it seem. */
const clockMilliseconds = 60_000;

/** What a person at the desk must know, the worst first. Empty when all is well. */
export function troublesOf(
  { front, database, clockAheadMilliseconds }: House,
  now: Date,
  zone: Zone,
): Trouble[] {
  return [
    ...(database === "well" ? [] : [ofDatabase[database]]),
    ...(Math.abs(clockAheadMilliseconds ?? 0) > clockMilliseconds
      ? [clockWrong(clockAheadMilliseconds!)]
      : []),
    ...(front === "silent" ? [frontSilent] : front === "none" ? [] : ofFront(front, now, zone)),
  ];
}

const databaseAway: Trouble = {
  what: "The database does not answer. Nothing can be published or saved, and no message leaves.",
  still:
    "Readers get the page, the feeds and the API as last confirmed, and are told their age. Your words stay in this browser. Everything goes on by itself when the database is back.",
};
const databaseReadOnly: Trouble = {
  what: "The database can be read, but takes no changes. Nothing can be published or saved, and no message leaves.",
  still: "Readers get the page as it is. You can look at everything here. Your words stay in this browser.",
};
const databaseSlow: Trouble = {
  what: "The database is slow. Everything here takes longer, and so does each message.",
  still: "Readers notice nothing. What you publish reaches them as soon as it is saved; wait for the answer.",
};
const ofDatabase = { away: databaseAway, read_only: databaseReadOnly, slow: databaseSlow };

const clockWrong = (ahead: number): Trouble => ({
  what: `The clock of this machine is ${roughDuration(Math.abs(ahead), "en")} ${ahead > 0 ? "ahead of" : "behind"} the database's. Times that are shown, and what is due by the clock, are wrong: set the clock.`,
  still: "Readers get the page and every update, and nothing is told twice.",
});
const frontSilent: Trouble = {
  what: "The process that serves readers does not answer the desk. Readers may not get the page.",
  still: "What you publish is kept, and readers get it when that process is back; it starts again by itself.",
};

function ofFront(front: FrontState, now: Date, zone: Zone): Trouble[] {
  const at = (time: string) => formatTime(new Date(time), "zoned", zone);
  return [
    ...(front.confirmed || front.confirmedAt === null ? [] : [notConfirmed(at(front.confirmedAt))]),
    ...(front.disk === "ok" ? [] : [diskRefuses(front.disk)]),
    ...ofWorker(front.worker, now, at),
    ...front.copies.flatMap((copy) => (copy.fault ? [copyFails(copy, at)] : [])),
  ];
}

const notConfirmed = (time: string): Trouble => ({
  what: `Readers are told that nothing was confirmed since ${time}, and see nothing as working.`,
  still: "They get the last words and their age. It is tried again every few seconds.",
});

const diskRefuses = (reason: string): Trouble => ({
  what: `The disk under the publication takes nothing (${reason}). Make room on it.`,
  still:
    "Readers get every update from memory. Only after a restart without the database would they get an older one.",
});

function ofWorker(worker: FrontState["worker"], now: Date, at: (time: string) => string): Trouble[] {
  if (worker && now.getTime() - Date.parse(worker.at) > silentMilliseconds)
    return [
      {
        what: `The worker is silent since ${at(worker.at)}. Messages wait, and planned work does not begin or end by itself.`,
        still: "Publishing works. When the worker is back, messages go on where they stopped, none twice.",
      },
    ];
  if (!worker?.fault) return [];
  const isFull = /No space left|could not extend/i.test(worker.fault);
  return [
    {
      what: isFull
        ? "The database's disk is full: it takes no changes. Make room on it."
        : `The clock cannot do its work: ${worker.fault}`,
      still: "Readers get the page. What is due is tried again every second, and nothing is told twice.",
    },
  ];
}

const copyFails = (copy: FrontState["copies"][number], at: (time: string) => string): Trouble => ({
  what: `The second origin, ${copy.name}, is not kept since ${at(copy.faultSince!)}: ${copy.fault}.`,
  still: "Readers of the page notice nothing. It is tried again by itself.",
});
