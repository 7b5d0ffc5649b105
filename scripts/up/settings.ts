import { resolve } from "node:path";
import { env } from "@/lib/env";

/** What the person who starts the product may choose. */
export type Settings = {
  /** `npm run dev`: the app is made on the fly and reloads. */
  dev: boolean;
  port: number;
  publicUrl: string;
  dataDir: string;
  /** A database of their own; undefined: the embedded one. */
  databaseUrl: string | undefined;
  demo: boolean;
  /** A balancer of ours stands in front, with other instances behind it. */
  behindBalancer: boolean;
  /** A process of ours that says nothing for so long hangs, and is started anew. */
  hungSeconds: number;
  adminEmail: string;
  /** Undefined: we make one up. */
  adminPassword: string | undefined;
};

/** Reads them from the environment and the command line. Throws with the name of what cannot be used. */
export function readSettings(args: string[], from: NodeJS.ProcessEnv): Settings {
  const port = Number(from.PORT || 3000);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new Error(`PORT must be a number from 1 to 65535, not "${from.PORT}".`);
  }
  return {
    dev: args.includes("--dev"),
    port,
    publicUrl: (from.PUBLIC_URL || `http://localhost:${port}`).replace(/\/+$/, ""),
    dataDir: resolve(env().DATA_DIR),
    databaseUrl: from.DATABASE_URL || from.POSTGRES_URL || undefined,
    hungSeconds: Number(from.HUNG_SECONDS) || 30,
    behindBalancer: from.TRUST_PROXY === "1",
    demo: from.DEMO !== "0",
    adminEmail: from.ADMIN_EMAIL || "owner@example.com",
    adminPassword: from.ADMIN_PASSWORD || undefined,
  };
}
