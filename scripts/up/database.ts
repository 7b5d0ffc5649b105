import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { openDatabase } from "@/db/client";
import { ensurePostgres, type Postgres } from "@/db/embedded/ensure-postgres";
import { migrate } from "@/db/migrate";
import { seed } from "@/db/seed";
import { isHeld } from "./run-file";

type Account = { demo: boolean; adminEmail: string; adminPassword: string };

/** How often the embedded server is looked after. */
const lookEveryMilliseconds = 1_000;

/** The database of this installation: the one given, or the embedded one, which is kept running. */
export class Database {
  private postgres: Postgres | null = null;
  private looking: Promise<void> | null = null;
  private stopping = false;

  constructor(
    private readonly dataDir: string,
    private readonly given: string | undefined,
    private readonly say: (line: string) => void,
  ) {}

  /** Its address. Starts the embedded server; throws with what to do when that cannot run. */
  async start(): Promise<string> {
    if (this.given) return this.given;
    this.postgres = await this.ensure();
    this.looking = this.lookAfter();
    return this.postgres.url;
  }

  /** Migrates, and seeds an empty database. A database that does not answer is asked again until it does. */
  async prepare(url: string, account: Account): Promise<{ seeded: boolean }> {
    for (let attempt = 1; ; attempt++) {
      try {
        await migrate(url);
        const database = await openDatabase(url, { connectionsMax: 2 });
        try {
          return await seed({ db: database.db, now: new Date() }, account);
        } finally {
          await database.close();
        }
      } catch (error) {
        if (this.stopping || !isConnectionFault(error)) throw error;
        if (attempt === 1) {
          this.say(
            `The database does not answer (${(error as Error).message}). Readers get the last publication; trying again.`,
          );
        }
        await wait(Math.min(10_000, attempt * 1000));
      }
    }
  }

  async stop(): Promise<void> {
    this.stopping = true;
    await this.looking;
    if (this.postgres?.started) await this.postgres.stop();
  }

  private ensure(): Promise<Postgres> {
    return ensurePostgres({ dataDir: join(this.dataDir, "postgres"), database: "drawbridge" });
  }

  private async lookAfter(): Promise<void> {
    while (!this.stopping) {
      await wait(lookEveryMilliseconds);
      if (this.stopping || isHeld(this.dataDir, "postgres")) continue;
      const started = this.postgres?.started ?? false;
      try {
        const found = await this.ensure();
        if (found.started) this.say("postgres | started again");
        this.postgres = { ...found, started: found.started || started };
      } catch (error) {
        this.say(`postgres | ${(error as Error).message}`);
      }
    }
  }
}

function isConnectionFault(error: unknown): boolean {
  const code = (error as { code?: string })?.code ?? "";
  const words = error instanceof Error ? error.message : "";
  return (
    /^(ECONN|ENOTFOUND|ETIMEDOUT|EHOSTUNREACH|EAI_AGAIN|57P0|08)/.test(code) ||
    /timeout|terminated/i.test(words)
  );
}
