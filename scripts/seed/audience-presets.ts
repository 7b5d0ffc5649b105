import type { audienceApprovals, audiences, cadences } from "@/db/schema/audiences";
import type { PresetName } from "@/status/words/presets";
import { cadenceRows } from "./presets";

type Preset = Pick<typeof audiences.$inferInsert, "slug" | "name" | "tone" | "mayExpectResolution"> & {
  words: PresetName | null;
  cadence: Omit<typeof cadences.$inferInsert, "audienceId">[];
  approvals: Omit<typeof audienceApprovals.$inferInsert, "audienceId">[];
};

/** Executives hear about every half hour, not every five minutes (PagerDuty's guide for stakeholders). */
const everyHalfHour = cadenceRows
  .filter(({ afterMinutes }) => !afterMinutes)
  .map((row) => ({ ...row, everyMinutes: Math.max(30, row.everyMinutes) }));

const legalFirst = [{ incidentType: "security" as const, role: "legal" as const }];

/** The audiences of a new installation. Nobody belongs to them yet, so nobody hears more than before. */
export const audiencePresets: Preset[] = [
  {
    ...{ slug: "customers", name: "Customers", mayExpectResolution: false, words: "customers" },
    tone: "Plain words: what they notice, what they can do, when we write next. No cause that is not proved.",
    ...{ cadence: cadenceRows, approvals: legalFirst },
  },
  {
    ...{ slug: "executives", name: "Executives", mayExpectResolution: true, words: "executives" },
    tone: "What it costs, what we expect and how sure we are, what we need from them. Five sentences at most.",
    ...{ cadence: everyHalfHour, approvals: legalFirst },
  },
  {
    ...{ slug: "legal", name: "Legal", mayExpectResolution: true, words: "legal" },
    tone: "Facts with their times and sources. What is known, what is not, whose data. Nothing assumed.",
    ...{ cadence: everyHalfHour, approvals: [] },
  },
  {
    ...{ slug: "support", name: "Support", mayExpectResolution: false, words: null },
    tone: "What to tell customers word for word, what not to promise, and what helps meanwhile.",
    ...{ cadence: cadenceRows, approvals: legalFirst },
  },
  {
    ...{ slug: "sales", name: "Sales", mayExpectResolution: false, words: null },
    tone: "Which customers are touched, and what their account leads may say today.",
    ...{ cadence: everyHalfHour, approvals: legalFirst },
  },
];
