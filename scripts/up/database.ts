import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { lettersStayHere } from "@/communications/channels/email/choose";
import { openDatabase } from "@/db/client";
import { ensurePostgres, type Postgres } from "@/db/embedded/ensure-postgres";
import { migrate } from "@/db/migrate";
import { type Resealed, reseal } from "@/db/reseal";
import { sealsLater } from "@/db/seals-later";
import { isConnectionFault } from "@/lib/database-fault";
import { logChanges } from "@/lib/log-changes";
import { seed } from "../seed/seed";
import { isStillFirst, type SignIn } from "./first-sign-in";
import { isHeld } from "./run-file";

type Options = {
  dataDir: string;
  /** A database of their own; undefined: the embedded one. */
  given: string | undefined;
  /** Whether a killed supervisor before us had started the server that we may find. */
  ownsFound: boolean;
  /** Other machines may run an older version on it. */
  isShared: boolean;
  say: (line: string) => void;
};

/** `sealsLater`: secrets stay in the clear, for an older version that may still run on another machine. */
type Prepared = { stillFirst: boolean; resealed: Resealed; sealsLater: boolean };

const nothing: Resealed = { sealed: 0, doubled: 0, missing: [] };

/** How often the embedded server is looked after. */
const lookEveryMilliseconds = 1_000;
const longestWaitMilliseconds = 10_000;

/** The database of this installation: the one given, or the embedded one, which is kept running. */
export class Database {
  private starting: Promise<Postgres> | null = null;
  private looking: Promise<void> | null = null;
  private readonly stopping = new AbortController();
  private owns: boolean;

  constructor(private readonly options: Options) {
    this.owns = options.ownsFound;
  }

  /** Whether the server is ours to stop. */
  get ownsPostgres(): boolean {
    return this.owns;
  }

  /** Its address. Starts the embedded server; throws with what to do when that cannot run. */
  async start(): Promise<string> {
    if (this.options.given) return this.options.given;
    const { url } = await this.ensure();
    this.looking = this.lookAfter(url);
    return url;
  }

  /**
   * Migrates, seeds an empty database, seals what lies in the clear unless an older version may still need it so, and
   * answers whether the first sign-in still opens it. A database that does not answer is asked again until it does; other
   * faults are thrown.
   */
  async prepare(url: string, demo: boolean, first: SignIn): Promise<Prepared> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await prepareOnce(url, demo, first, this.options.isShared);
      } catch (error) {
        if (this.stopping.signal.aborted || !isConnectionFault(error)) throw error;
        if (attempt === 1) {
          const reason = (error as Error).message || String((error as { code?: string }).code);
          this.options.say(
            `The database does not answer (${reason}). Readers get the last publication; trying again until it does.`,
          );
        }
        await this.pause(Math.min(longestWaitMilliseconds, attempt * 1000));
      }
    }
  }

  /** Stops the embedded server, if it is ours. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.looking;
    const server = await this.starting?.catch(() => null);
    if (this.owns) await server?.stop();
  }

  private async ensure(): Promise<Postgres> {
    this.starting = ensurePostgres({
      dataDir: join(this.options.dataDir, "postgres"),
      database: "drawbridge",
    });
    const server = await this.starting;
    this.owns ||= server.started;
    return server;
  }

  private async lookAfter(url: string): Promise<void> {
    const sayFault = logChanges("postgres");
    while (!this.stopping.signal.aborted) {
      await this.pause(lookEveryMilliseconds);
      if (this.stopping.signal.aborted || isHeld(this.options.dataDir, "postgres")) continue;
      try {
        const server = await this.ensure();
        if (server.started) this.options.say("postgres | started again");
        sayFault(server.url === url ? null : "it had to move to another port: stop and start once more");
      } catch (error) {
        sayFault((error as Error).message);
      }
    }
  }

  private pause(milliseconds: number): Promise<void> {
    return wait(milliseconds, undefined, { signal: this.stopping.signal }).catch(() => undefined);
  }
}

async function prepareOnce(url: string, demo: boolean, first: SignIn, isShared: boolean): Promise<Prepared> {
  await migrate(url);
  const { db, close } = await openDatabase(url, { connectionsMax: 2 });
  try {
    const account = { adminEmail: first.email, adminPassword: first.password };
    await seed({ db, now: new Date() }, { demo, storyTells: lettersStayHere(process.env), ...account });
    const later = isShared && (await sealsLater(db));
    const resealed = later ? nothing : await reseal(db);
    return { stillFirst: await isStillFirst(db, first), resealed, sealsLater: later };
  } finally {
    await close();
  }
}
