import type { ServiceState } from "@/lib/vocabulary";
import type { Words } from "@/lib/words";
import type { PublicDay } from "@/status/public/types";

type DayState = PublicDay["state"];
const worstFirst = ["major_outage", "partial_outage", "degraded", "under_maintenance", "no_data"] as const;

/** The deck line's paths in a box of 4 units a day and 24 high; null where nothing is to be drawn. */
export type DeckPaths = { working: string | null; degraded: string | null; severe: string | null };

/** Draws days: one low line, trouble standing up from it, maintenance lifted off it, no data a gap. */
export function deckPaths(days: PublicDay[]): DeckPaths {
  return {
    working: lowLine(days) + lifted(days) || null,
    degraded: days.map(({ state }, day) => (state === "degraded" ? upright(day, 13) : "")).join("") || null,
    severe: days.map(({ state }, day) => (state in tops ? upright(day, tops[state]!) : "")).join("") || null,
  };
}

const tops: Partial<Record<DayState, number>> = { partial_outage: 8, major_outage: 1 };
const upright = (day: number, top: number) => `M${day * 4 + 1.5} 24V${top}`;
const lifted = (days: PublicDay[]) =>
  days.map(({ state }, day) => (state === "under_maintenance" ? `M${day * 4} 14h3` : "")).join("");

function lowLine(days: PublicDay[]): string {
  let path = "";
  let from: number | null = null;
  for (let day = 0; day <= days.length; day++) {
    const state = days[day]?.state ?? "no_data";
    const onLine = state !== "no_data" && state !== "under_maintenance";
    if (onLine) from ??= day;
    else if (from !== null) {
      path += `M${from * 4} 22H${day * 4}`;
      from = null;
    }
  }
  return path;
}

/** The same in words, worst first: "90 days: 1 day of partial outage, 2 days degraded". */
export function deckWords(days: PublicDay[], words: Words): string {
  const { dayCounts, noTrouble } = words.services;
  const said = worstFirst.flatMap((state) => {
    const times = days.filter((day) => day.state === state).length;
    return times ? [dayCounts[state](times)] : [];
  });
  return `${words.services.days(days.length)}: ${said.join(", ") || noTrouble}`;
}

/** All services as one line: the worst of each day; no data only where nothing was known of any. */
export function worstDays(lines: PublicDay[][], rank: readonly ServiceState[]): PublicDay[] {
  const [first = []] = lines;
  return first.map(({ date }, day) => {
    const known = lines.flatMap((line) => {
      const state = line[day]?.state;
      return state && state !== "no_data" ? [state] : [];
    });
    const state = known.reduce<DayState>(
      (worst, next) => (worst === "no_data" || rank.indexOf(next) > rank.indexOf(worst) ? next : worst),
      "no_data",
    );
    return { date, state };
  });
}
