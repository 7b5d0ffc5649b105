import pg, { type Pool } from "pg";
import { returnBroken } from "./return-broken";

/** Seconds until a connection attempt or a statement gives up: a hanging database must not hang the desk. */
const connectSeconds = 5;
const statementSeconds = 30;

/** By this the audit log tells our own processes from somebody at a console. */
const applicationName = "drawbridge";

/** Whether a host speaks PostgreSQL over WebSocket (Neon and Vercel) and needs `@vercel/postgres`. */
export function isServerlessHost(url: string): boolean {
  return /\.(neon\.tech|neon\.build|vercel-storage\.com)$/.test(new URL(url).hostname);
}

/** A pool for the host: plain TCP, or WebSocket for serverless hosts and wherever DB_WS_PROXY (host:port) is set. */
export async function openPool(url: string, connectionsMax: number): Promise<Pool> {
  const proxy = process.env.DB_WS_PROXY;
  const pool =
    proxy || isServerlessHost(url)
      ? await openWebSocketPool(url, connectionsMax, proxy)
      : new pg.Pool({
          connectionString: url,
          application_name: applicationName,
          max: connectionsMax,
          connectionTimeoutMillis: connectSeconds * 1000,
          statement_timeout: statementSeconds * 1000,
        });
  // Without a listener an idle connection that breaks ends the process; the next query reports the fault itself.
  pool.on("error", (error) => console.error(`An idle database connection broke: ${error.message}`));
  // The same for one that breaks between two statements of a transaction: the pool does not listen to those it lent.
  pool.on("connect", (client) => client.on("error", () => undefined));
  pool.on("connect", returnBroken);
  return pool;
}

async function openWebSocketPool(url: string, connectionsMax: number, proxy?: string): Promise<Pool> {
  const { VercelPool, VercelClient } = await import("@vercel/postgres");
  class AppPool extends VercelPool {
    static {
      // drizzle-orm/node-postgres asks the constructor's name whether this is a pool; minifiers rename classes.
      // biome-ignore lint/complexity/noThisInStatic: a named class would be what the minifier calls it
      Object.defineProperty(this, "name", { value: "VercelPool" });
    }
  }
  const pool = new AppPool({ connectionString: url, application_name: applicationName, max: connectionsMax });
  if (proxy) {
    const settings = {
      pipelineConnect: false,
      useSecureWebSocket: false,
      coalesceWrites: false,
      wsProxy: (host: string, port: number) => `${proxy}/?address=${host}:${port}`,
    };
    // `Client` and `neonConfig` exist at run time (pg-pool makes clients from it); the types leave them out.
    (pool as unknown as { Client: unknown }).Client = class extends VercelClient {
      constructor(config: ConstructorParameters<typeof VercelClient>[0]) {
        super(config);
        Object.assign((this as unknown as { neonConfig: object }).neonConfig, settings);
      }
    };
  }
  return pool as unknown as Pool;
}
