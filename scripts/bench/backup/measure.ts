import { mkdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { sql } from "drizzle-orm";
import { openDatabase } from "@/db/client";
import { ensurePostgres } from "@/db/embedded/ensure-postgres";
import { stopPostgres } from "@/db/embedded/stop-postgres";
import { newKey } from "@/lib/secret-box";
import { makeLargeDesk, type Size } from "../desk/large-desk";
import { type Cost, runCommand } from "./run-command";

export type Measured = { size: Size; fileBytes: number; backup: Cost; restore: Cost };

/** Makes an installation of a size, saves it and restores it into an empty database. Throws when rows are missing. */
export async function measureBackup(folder: string, size: Size): Promise<Measured> {
  mkdirSync(folder, { recursive: true });
  const postgres = join(folder, "postgres");
  const file = join(folder, "all.drawbridge");
  try {
    const desk = await makeLargeDesk(postgres, size);
    await desk.close();
    const { url: empty } = await ensurePostgres({ dataDir: postgres, database: "restored" });
    const command = (script: string, url: string) =>
      runCommand(script, [file], { DATA_DIR: folder, DATABASE_URL: url, ENCRYPTION_KEY: key });
    const key = newKey();
    const backup = await command("scripts/backup.ts", desk.url);
    const restore = await command("scripts/restore.ts", empty);
    const [saved, restored] = [await countRows(desk.url), await countRows(empty)];
    if (saved !== restored) throw new Error(`${saved} were saved, and ${restored} restored`);
    return { size, fileBytes: statSync(file).size, backup, restore };
  } finally {
    await stopPostgres(postgres);
  }
}

async function countRows(url: string): Promise<string> {
  const { db, close } = await openDatabase(url);
  try {
    const { rows } = await db.execute<{ words: string }>(sql`
      select concat_ws(', ', (select count(*) || ' subscribers' from subscribers),
        (select count(*) || ' updates' from updates), (select count(*) || ' deliveries' from deliveries)) as words`);
    return rows[0]!.words;
  } finally {
    await close();
  }
}
