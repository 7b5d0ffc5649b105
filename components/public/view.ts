import type { ServiceState } from "@/lib/vocabulary";
import { type Words, wordsFor } from "@/lib/words";
import type { Zone } from "@/lib/zoned-time";
import type { PublicPage } from "@/status/public/types";

/** What every public component is given besides its facts: the words, the zone and the moment of reading. */
export type View = {
  words: Words;
  zone: Zone;
  now: Date;
  /** The page is made once and read for years: it says days, not "today" and "5 minutes ago". */
  lasting: boolean;
};

/** The view of a page, at the moment its facts were read. */
export function viewOf(page: PublicPage, lasting = false): View {
  return {
    words: wordsFor(page.language),
    zone: { timeZone: page.timeZone, language: page.language },
    now: page.asOf,
    lasting,
  };
}

/** The class and the shape (`<symbol>` id) of a state. `unk`: not confirmed. */
export const shapes = {
  operational: "ok",
  under_maintenance: "mnt",
  degraded: "deg",
  partial_outage: "part",
  major_outage: "maj",
} as const satisfies Record<ServiceState, string>;

export type Shape = (typeof shapes)[ServiceState] | "unk" | "late";
