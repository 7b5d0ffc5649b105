import pg from "pg";
import { isServerlessHost } from "./pool";
import { eventsChannel, type News } from "./record-event";

/** Longest pause between attempts to listen again; until then the clock's own step finds the events. */
const pauseMillisecondsMax = 10_000;

/**
 * Whether a process can wait for events at this database: no WebSocket keeps one, no function lives for long, and a
 * pooler that lends a connection for one transaction (PgBouncer's, which `DATABASE_LISTENS=0` tells of) loses them.
 */
export function canListen(url: string): boolean {
  return (
    process.env.DATABASE_LISTENS !== "0" &&
    !process.env.VERCEL &&
    !process.env.DB_WS_PROXY &&
    !isServerlessHost(url)
  );
}

/**
 * Calls `heard` for each event that commits, over a connection of its own that is made anew when it breaks; with null
 * when it begins to listen, for whatever happened before. Answers how to stop.
 */
export function listenForEvents(url: string, heard: (news: News | null) => void): () => void {
  let stopped = false;
  let client: pg.Client | null = null;
  let timer: NodeJS.Timeout | undefined;
  let failures = 0;

  async function connect(): Promise<void> {
    client = new pg.Client({ connectionString: url, keepAlive: true, connectionTimeoutMillis: 5_000 });
    client.on("error", () => undefined);
    client.on("notification", ({ payload }) => heard(readNews(payload)));
    client.once("end", again);
    try {
      await client.connect();
      await client.query(`listen ${eventsChannel}`);
      failures = 0;
      // What happened while nobody listened.
      heard(null);
    } catch {
      await client.end().catch(() => undefined);
      again();
    }
  }

  function again(): void {
    if (stopped) return;
    clearTimeout(timer);
    failures++;
    timer = setTimeout(connect, Math.min(pauseMillisecondsMax, 250 * 2 ** failures));
  }

  void connect();
  return () => {
    stopped = true;
    clearTimeout(timer);
    void client?.end().catch(() => undefined);
  };
}

/** What another version of us sent in another shape is news all the same. */
function readNews(payload: string | undefined): News | null {
  try {
    return JSON.parse(payload ?? "null");
  } catch {
    return null;
  }
}
