import type { ServiceState } from "@/lib/vocabulary";

/** A shape and a colour for each state; the word always follows. `name`: the class that holds the dark colour. */
export const marks = {
  operational: { shape: "●", colour: "#1b6a45", name: "ok" },
  under_maintenance: { shape: "◇", colour: "#57479a", name: "mnt" },
  degraded: { shape: "◐", colour: "#835400", name: "deg" },
  partial_outage: { shape: "▲", colour: "#ab420a", name: "part" },
  major_outage: { shape: "■", colour: "#a4122a", name: "maj" },
} as const satisfies Record<ServiceState, { shape: string; colour: string; name: string }>;
