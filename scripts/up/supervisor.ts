import { type ChildProcess, spawn } from "node:child_process";

export type Part = {
  name: string;
  /** Arguments to Node. */
  args: string[];
  env: Record<string, string | undefined>;
};

type Options = {
  say: (line: string) => void;
  /** While true for a part, it is not started again: tests hold parts down. */
  held?: (name: string) => boolean;
  changed?: (pids: Record<string, number>) => void;
};

/** Milliseconds until the next start after so many deaths in a row: 0.2 s, doubling to 10 s. */
export const backOff = (deaths: number) => Math.min(10_000, 200 * 2 ** Math.max(0, deaths - 1));

/** A part that lived this long was well: its deaths are counted anew. */
const wellAfterMilliseconds = 30_000;
const stopMilliseconds = 6_000;

/** Keeps parts of the product running: one that dies is started again. `stop` ends all, the last started first. */
export class Supervisor {
  private readonly children = new Map<string, ChildProcess>();
  private readonly order: string[] = [];
  private readonly timers = new Set<NodeJS.Timeout>();
  private stopping = false;

  constructor(private readonly options: Options) {}

  start(part: Part): void {
    this.order.push(part.name);
    this.launch(part, 0);
  }

  pids(): Record<string, number> {
    return Object.fromEntries([...this.children].map(([name, child]) => [name, child.pid ?? 0]));
  }

  async stop(): Promise<void> {
    this.stopping = true;
    for (const timer of this.timers) clearTimeout(timer);
    for (const name of [...this.order].reverse()) await end(this.children.get(name));
  }

  private launch(part: Part, deaths: number): void {
    if (this.stopping) return;
    if (this.options.held?.(part.name)) {
      this.later(200, () => this.launch(part, 0));
      return;
    }
    const startedAt = Date.now();
    const child = spawn(process.execPath, part.args, {
      env: { ...process.env, ...part.env },
      stdio: ["ignore", "pipe", "pipe", "ipc"],
    });
    this.children.set(part.name, child);
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding("utf8").on("data", (text: string) => {
        for (const line of text.split("\n")) if (line.trim()) this.options.say(`${part.name} | ${line}`);
      });
    }
    child.once("exit", (code, signal) => {
      this.children.delete(part.name);
      this.options.changed?.(this.pids());
      if (this.stopping) return;
      const died = Date.now() - startedAt > wellAfterMilliseconds ? 1 : deaths + 1;
      const wait = backOff(died);
      this.options.say(`${part.name} ended (${signal ?? code}); again in ${wait / 1000} s`);
      this.later(wait, () => this.launch(part, died));
    });
    this.options.changed?.(this.pids());
  }

  private later(milliseconds: number, act: () => void): void {
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      act();
    }, milliseconds);
    this.timers.add(timer);
  }
}

function end(child: ChildProcess | undefined): Promise<void> {
  if (!child || child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    const harder = setTimeout(() => child.kill("SIGKILL"), stopMilliseconds);
    child.once("exit", () => {
      clearTimeout(harder);
      resolve();
    });
    child.kill("SIGTERM");
  });
}
