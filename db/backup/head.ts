import { z } from "zod";

/** The first line of a backup. `migrations`: how many, and the newest one's name, so that it is loaded into the same schema. */
export const Head = z.object({
  drawbridge: z.literal(1),
  at: z.iso.datetime(),
  migrations: z.number().int().positive(),
  newest: z.string(),
  server: z.string(),
  /** The newest row of the audit log: what it must still be when it is looked for. */
  auditHead: z.string().nullable(),
  /** What signs links and messages, sealed; absent where the environment gives it. */
  secrets: z.record(z.string(), z.unknown()).nullable(),
});
export type Head = z.infer<typeof Head>;

export const TableLine = z.object({ table: z.string(), columns: z.array(z.string()) });
export type TableLine = z.infer<typeof TableLine>;

export const Foot = z.object({ rows: z.record(z.string(), z.number()), sha256: z.string() });
export type Foot = z.infer<typeof Foot>;
