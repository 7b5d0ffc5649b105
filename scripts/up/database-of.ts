import { join } from "node:path";
import { ensurePostgres } from "@/db/embedded/ensure-postgres";
import { env } from "@/lib/env";

/**
 * The database of this installation, for a command beside it: the one given, or the embedded one, found running or
 * started and stopped again. Throws with what to do when it cannot be had.
 */
export async function databaseOf(dataDir: string): Promise<{ url: string; stop(): Promise<void> }> {
  const given = env().DATABASE_URL ?? env().POSTGRES_URL;
  if (given) return { url: given, stop: async () => undefined };
  const server = await ensurePostgres({ dataDir: join(dataDir, "postgres"), database: "drawbridge" });
  return { url: server.url, stop: async () => (server.started ? server.stop() : undefined) };
}
