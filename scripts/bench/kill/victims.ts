import pg from "pg";
import type { Stack } from "@/e2e/stack";
import { read } from "../readers";

export const victims = ["worker", "app", "postgres", "supervisor"] as const;
export type Victim = (typeof victims)[number];

const lookMilliseconds = 50;
/** Whoever is not back after this never comes. */
const patienceMilliseconds = 120_000;

/** Kills one of them, and waits until it is back. Answers after how many milliseconds. */
export async function killAndWait(stack: Stack, victim: Victim): Promise<number> {
  const begun = performance.now();
  switch (victim) {
    case "worker":
    case "app":
      await stack.kill(victim);
      await until(victim, () => (victim === "worker" ? stack.pid(victim) > 0 : appAnswers(stack)));
      break;
    case "postgres":
      await stack.killPostgres();
      await until(victim, () => databaseAnswers(stack.databaseUrl));
      break;
    case "supervisor": {
      const parts = (["front", "app", "worker"] as const).map(stack.pid);
      await stack.killSupervisor();
      await stack.start();
      // What it had started must not live on beside what the new one starts.
      await until(victim, () => !parts.some(isAlive));
      break;
    }
  }
  return performance.now() - begun;
}

async function until(victim: Victim, isBack: () => boolean | Promise<boolean>): Promise<void> {
  for (const begun = performance.now(); !(await isBack()); ) {
    if (performance.now() - begun > patienceMilliseconds) throw new Error(`The ${victim} did not come back.`);
    await new Promise((done) => setTimeout(done, lookMilliseconds));
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

const appAnswers = (stack: Stack) =>
  read(stack.appUrl, "/api/health").then(
    ({ status }) => status > 0,
    () => false,
  );

async function databaseAnswers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 1_000 });
  client.on("error", () => undefined);
  try {
    await client.connect();
    await client.query("select 1");
    return true;
  } catch {
    return false;
  } finally {
    client.end().catch(() => undefined);
  }
}
