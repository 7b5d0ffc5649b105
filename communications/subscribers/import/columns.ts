/** The columns of the file, in the order they are written. `services`: names or ids, separated by `;`. */
export const csvColumns = [
  "channel",
  "address",
  "services",
  "detail",
  "language",
  "confirmed",
  "source",
  "contact",
] as const;
/** The columns of a file of stakeholders: we decided that they hear, so nobody is asked to confirm. */
export const stakeholderColumns = [
  "channel",
  "address",
  "name",
  "group",
  "detail",
  "language",
  "contact",
] as const;
export type CsvColumn = (typeof csvColumns)[number] | (typeof stakeholderColumns)[number];
/** One row's cells; a column that the file does not have is absent. */
export type Cells = Partial<Record<CsvColumn, string>>;

/** Stands in `services` for who follows single incidents and nothing else. */
export const followsOnly = "incident:";
