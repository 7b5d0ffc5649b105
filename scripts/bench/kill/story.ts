import type { Severity } from "@/lib/vocabulary";
import type { Wish } from "./audience";

/** One thing that is said: of which of the two incidents, and how severe it is. */
export type Said = {
  number: number;
  incident: "checkout" | "search";
  severity: Severity;
  part: "start" | "middle" | "end";
  /** Words that no other update has: they show in which letters this one went. */
  mark: string;
};

/** Two incidents told in turns: the severe one overtakes, and what follows quickly merges. */
export function makeStory(count: number, seed: number): Said[] {
  return Array.from({ length: count }, (_, number): Said => {
    const ofOne = Math.floor(number / 2);
    const last = number >= count - 2;
    return {
      number,
      incident: number % 2 ? "search" : "checkout",
      severity: number % 2 ? "SEV1" : "SEV3",
      part: ofOne === 0 ? "start" : last ? "end" : "middle",
      mark: `mark-${seed}-${number}-end`,
    };
  });
}

/** The marks of a letter's words, each as often as it stands there. */
export const marksIn = (text: string): string[] => text.match(/mark-\d+-\d+-end/g) ?? [];

/** Whether somebody is to hear of it. Null: they left meanwhile, so both are right. */
export function hears(wish: Wish, { incident, part }: Said): boolean | null {
  if (wish === "leaves") return null;
  if (wish === "search") return incident === "search";
  return wish !== "startAndEnd" || part !== "middle";
}
