import { spawnSync } from "node:child_process";
import { existsSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import type { Fault } from "./fault";
import type { Stage } from "./stage";

const works = { confirms: true, publishes: true };
/** Of what is over in a moment: the desk is there again, or says that it is not. */
const thereAgain = [/Open incidents|This part does not answer.*status page itself still works/s];
const linuxOnly = () => (existsSync("/usr/bin/prlimit") ? null : "needs prlimit");
/** Less than what the story promises: a promise in the past is refused. */
const jump = 40 * 60_000;
/** What the issue allows a front that was killed. */
const frontMillisecondsMax = 1_000;

/** One machine replaces the front too, and starts it as a newcomer would; with several nobody notices (bench:machines). */
const deployMillisecondsMax = 2_000;

/** What becomes of our own processes, their disk, their clock and the provider. */
export const processFaults: Fault[] = [
  {
    ...{ name: "app killed", quick: true, passes: true, ...works, says: thereAgain },
    make: ({ stack }) => stack.kill("app"),
    end: async () => undefined,
  },
  {
    ...{ name: "app stopped", quick: false, lasts: true, confirms: false, publishes: false },
    says: [/This part does not answer/, /status page itself still works/],
    make: ({ stack }) => stack.stopApp(),
    end: ({ stack }) => stack.startApp(),
  },
  {
    ...{ name: "app hangs", quick: true, passes: true, ...works, says: thereAgain },
    make: async ({ stack }) => void process.kill(stack.pid("app"), "SIGSTOP"),
    end: async () => undefined,
  },
  {
    ...{ name: "app out of memory", quick: false, passes: true, ...works, says: thereAgain },
    lacks: linuxOnly,
    make: exhaustMemory,
    end: async () => undefined,
  },
  {
    ...{ name: "app deployed anew", quick: false, passes: true, ...works, says: thereAgain },
    gapMillisecondsMax: deployMillisecondsMax,
    make: async ({ stack }) => {
      await stack.end();
      await stack.start();
    },
    end: async () => undefined,
  },
  {
    ...{ name: "worker killed", quick: true, passes: true, ...works, says: thereAgain },
    make: ({ stack }) => stack.kill("worker"),
    end: async () => undefined,
  },
  {
    ...{
      name: "worker stopped",
      quick: false,
      ...works,
      says: [/The worker is silent since/, /Publishing works/],
    },
    make: async ({ stack }) => {
      writeFileSync(join(stack.dataDir, "hold-worker"), "");
      await stack.kill("worker");
    },
    end: async ({ stack }) => rmSync(join(stack.dataDir, "hold-worker")),
  },
  {
    ...{ name: "front killed", quick: true, passes: true, ...works, says: thereAgain },
    gapMillisecondsMax: frontMillisecondsMax,
    make: ({ stack }) => stack.kill("front"),
    end: async () => undefined,
  },
  {
    ...{ name: "front killed while all else is down", quick: false, confirms: false, publishes: false },
    gapMillisecondsMax: frontMillisecondsMax,
    says: [/This part does not answer/, /status page itself still works/],
    make: async ({ stack }) => {
      await stack.stopApp();
      await stack.stopPostgres();
      await stack.kill("front");
    },
    end: async ({ stack }) => {
      await stack.startPostgres();
      await stack.startApp();
    },
  },
  {
    ...{
      name: "disk of the publication full",
      quick: true,
      ...works,
      says: [/disk under the publication takes nothing/, /Readers get every update from memory/],
    },
    lacks: () => (existsSync("/usr/bin/prlimit") ? null : "needs a small disk or prlimit"),
    make: async ({ publicationDisk, stack }) => {
      if (publicationDisk) publicationDisk.fill();
      else limit(stack.pid("front"), "fsize", 1);
    },
    end: async ({ publicationDisk, stack }) => {
      if (publicationDisk) publicationDisk.clear();
      else limit(stack.pid("front"), "fsize", "unlimited");
    },
  },
  {
    ...{ name: "clock jumps ahead, and back", quick: true, ...works },
    says: [/ahead of the database's/, /Readers get the page and every update/],
    make: ({ clock }) => clock.shift(jump),
    end: ({ clock }) => clock.shift(0),
  },
  {
    ...{ name: "clock jumps back, and ahead", quick: false, ...works },
    says: [/behind the database's/, /Readers get the page and every update/],
    make: ({ clock }) => clock.shift(-jump),
    end: ({ clock }) => clock.shift(0),
  },
  {
    ...{ name: "provider down", quick: true, ...works, says: [/waits since/, /Nothing is lost/] },
    make: async ({ provider }) => {
      provider.down = true;
    },
    end: async ({ provider }) => {
      provider.down = false;
    },
  },
];

/** No page of memory is given to the app any more; it is asked until it dies of that. */
async function exhaustMemory({ stack, desk }: Stage): Promise<void> {
  const victim = stack.pid("app");
  limit(victim, "as", 1_000_000);
  for (let asked = 0; stack.pid("app") === victim && asked < 400; asked++) {
    const asking = Array.from({ length: 20 }, () =>
      fetch(`${stack.appUrl}/desk/incidents`, {
        headers: { cookie: desk.cookie },
        signal: AbortSignal.timeout(5_000),
      }).then(
        (answer) => answer.arrayBuffer(),
        () => undefined,
      ),
    );
    await Promise.race([Promise.all(asking), wait(1_000)]);
  }
  if (stack.pid("app") === victim) throw new Error("The app did not run out of memory.");
}

function limit(pid: number, what: "as" | "fsize", bytes: number | string): void {
  const { status, stderr } = spawnSync("prlimit", ["--pid", String(pid), `--${what}=${bytes}:unlimited`], {
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`prlimit: ${stderr}`);
}
