import pg from "pg";
import { eventsChannel } from "@/db/record-event";

/** Longest pause between attempts to listen again; until then the clock's own step finds the events. */
const pauseMillisecondsMax = 10_000;

/** Calls `heard` for each event that commits, over a connection of its own that is made anew when it breaks. */
export function listenForEvents(url: string, heard: () => void): () => void {
  let stopped = false;
  let client: pg.Client | null = null;
  let timer: NodeJS.Timeout | undefined;
  let failures = 0;

  async function connect(): Promise<void> {
    client = new pg.Client({ connectionString: url, keepAlive: true, connectionTimeoutMillis: 5_000 });
    client.on("error", () => undefined);
    client.on("notification", heard);
    client.once("end", again);
    try {
      await client.connect();
      await client.query(`listen ${eventsChannel}`);
      failures = 0;
      // What happened while nobody listened.
      heard();
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
