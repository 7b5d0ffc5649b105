import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { shownLine } from "@/lib/log-line";
import { endTree, killRest } from "./end-tree";

export type Part = {
  name: string;
  /** Arguments to Node; asked anew at each start. */
  args: string[] | (() => string[]);
  env: Record<string, string | undefined>;
};

type Options = {
  say: (line: string) => void;
  /** While true for a part, it is not started again: tests hold parts down. */
  held?: (name: string) => boolean;
  changed?: (pids: Record<string, number>) => void;
  /**
   * The part that is ended before all others: behind a balancer that is the front, so that the next request goes to
   * another machine while what is under way is still answered.
   */
  endsFirst?: string;
  /** A part that says nothing for so long hangs: it is killed, and so started anew. */
  hungSeconds?: number;
  /** How long a part may take to end politely. */
  patienceMilliseconds?: number;
};

/** Milliseconds until the next start after so many deaths in a row: 0.2 s, doubling to 10 s. */
export const backOff = (deaths: number) => Math.min(10_000, 200 * 2 ** Math.max(0, deaths - 1));

/** A part that lived this long was well: its deaths are counted anew. */
const wellAfterMilliseconds = 30_000;
const usualHungSeconds = 30;
const lookAtHoldMilliseconds = 200;

/** Preloaded into every part, so that none outlives a supervisor that was killed. */
const leaveWithUs = new URL("./exit-with-parent.mjs", import.meta.url).href;

/** Keeps parts of the product running: one that dies is started again. `stop` ends all, the last started first, unless `endsFirst` says otherwise. */
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

  /** The process ids of the parts that run now. */
  pids(): Record<string, number> {
    return Object.fromEntries([...this.children].map(([name, child]) => [name, child.pid ?? 0]));
  }

  /** Ends all parts but these, which a later call ends; none is started again. */
  async stop(but: string[] = []): Promise<void> {
    this.stopping = true;
    for (const timer of this.timers) clearTimeout(timer);
    const last = [...this.order].reverse();
    const { endsFirst } = this.options;
    for (const name of endsFirst ? [endsFirst, ...last.filter((one) => one !== endsFirst)] : last) {
      const child = this.children.get(name);
      if (child && !but.includes(name)) await endTree(child, this.options.patienceMilliseconds ?? 6_000);
    }
  }

  private launch(part: Part, deaths: number): void {
    if (this.stopping) return;
    if (this.options.held?.(part.name)) {
      this.later(lookAtHoldMilliseconds, () => this.launch(part, 0));
      return;
    }
    const startedAt = performance.now();
    const args = typeof part.args === "function" ? part.args() : part.args;
    const child = spawn(process.execPath, ["--import", leaveWithUs, ...args], {
      env: { ...process.env, ...part.env, SUPERVISOR_PID: String(process.pid) },
      stdio: ["ignore", "pipe", "pipe", "ipc"],
      // A group of its own: Ctrl-C reaches only us, who end parts in order, and a part's own children go with it.
      detached: process.platform !== "win32",
      windowsHide: true,
    });
    this.passOn(part.name, child);
    this.watch(part.name, child);
    const died = (reason: string) => {
      if (this.children.get(part.name) !== child) return;
      this.children.delete(part.name);
      killRest(child);
      this.options.changed?.(this.pids());
      if (!this.stopping) this.again(part, reason, performance.now() - startedAt, deaths);
    };
    this.children.set(part.name, child);
    child.once("exit", (code, signal) => died(String(signal ?? code)));
    child.once("error", (error) => died(error.message));
    this.options.changed?.(this.pids());
  }

  private again(part: Part, reason: string, lived: number, deaths: number): void {
    // What was well until now is missed: it is back at once.
    const wasWell = lived > wellAfterMilliseconds;
    const now = wasWell ? 1 : deaths + 1;
    const pause = wasWell ? 0 : backOff(now);
    this.options.say(`${part.name} ended (${reason}); again in ${pause / 1000} s`);
    this.later(pause, () => this.launch(part, now));
  }

  /** Counts our own seconds: while the whole machine sleeps, nobody hangs. */
  private watch(name: string, child: ChildProcess): void {
    const { hungSeconds = usualHungSeconds, say } = this.options;
    let silentSeconds = 0;
    child.on("message", () => {
      silentSeconds = 0;
    });
    const looking = setInterval(() => {
      silentSeconds++;
      if (silentSeconds < hungSeconds || this.stopping) return;
      say(`${name} says nothing for ${silentSeconds} s: it is started anew`);
      child.kill("SIGKILL");
    }, 1_000);
    child.once("exit", () => clearInterval(looking));
    child.once("error", () => clearInterval(looking));
  }

  private passOn(name: string, child: ChildProcess): void {
    for (const stream of [child.stdout, child.stderr]) {
      if (!stream) continue;
      createInterface({ input: stream }).on("line", (line) => {
        // A line of JSON says itself which part it is from.
        if (line.trim())
          this.options.say(line.startsWith('{"level"') ? line : `${name} | ${shownLine(line)}`);
      });
    }
  }

  private later(milliseconds: number, act: () => void): void {
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      act();
    }, milliseconds);
    this.timers.add(timer);
  }
}
