/** Who is told when the time is over: how many people, somebody not counted, or nobody. */
export type Told = number | "subscribers" | "nobody";

/** What happens in so many seconds, and what Undo does; with 0 seconds what happens now. */
export function undoWords(told: Told, seconds: number): string {
  const people = told === 0 ? "nobody" : told;
  if (people === "nobody") {
    return seconds > 0 ? `You can take it back for ${seconds} s. Nobody is told.` : "Nobody is told.";
  }
  const who = people === "subscribers" ? "Subscribers" : `${people.toLocaleString("en-GB")} ${crowd(people)}`;
  const are = people === 1 ? "is" : "are";
  return seconds > 0 ? `${who} ${are} told in ${seconds} s.` : `${who} ${are} being told.`;
}

const crowd = (people: number) => (people === 1 ? "person" : "people");

/** Whole seconds until a moment, the last one begun counted in; 0 when it is over. */
export const secondsUntil = (until: string, now: Date) =>
  Math.max(0, Math.ceil((new Date(until).getTime() - now.getTime()) / 1000));
