import cluster, { type Worker } from "node:cluster";
import { setTimeout as wait } from "node:timers/promises";
import { reasonOf } from "../app-client";
import type { FetchOnce } from "../fetch-once";
import type { HeldPage } from "../held-page";
import type { Follower } from "../keeper";
import type { Traffic } from "../metrics/traffic";
import type { Passed } from "../proxy";
import type { Change, Publication } from "../publication";
import type { Begin, Said, Told } from "./messages";
import type { Serving } from "./one-process";
import { servingProgram } from "./serving-program";

/** Who has not shown a change by then is ended: readers would get what is no longer true. */
const showMilliseconds = 2_000;
/** Between the end of a process and its successor. */
const againMilliseconds = 200;
const startMilliseconds = 20_000;

type Settings = Omit<Begin, "kind" | "shown"> & { processes: number; log: (line: string) => void };
type Means = {
  publication: Publication;
  fetchOnce: FetchOnce;
  traffic: Traffic;
  passed?: (one: Passed) => void;
  settings: Settings;
};

/**
 * Readers served by several processes on one port. This one asks the app and writes to disk; each of the others holds what
 * readers see, and a change counts as shown when all of them show it. One that ends is followed by another.
 */
export class ServingProcesses implements Follower, Serving {
  port = 0;
  private readonly waiting = new Map<Worker, Map<number, () => void>>();
  private stopping = false;
  private changes = 0;

  constructor(private readonly means: Means) {}

  /** Starts them; throws when they cannot listen. */
  async start(): Promise<this> {
    cluster.setupPrimary({
      ...servingProgram(import.meta.url),
      args: [],
      serialization: "advanced",
    });
    const { processes } = this.means.settings;
    [this.port] = (await Promise.all(Array.from({ length: processes }, () => this.add()))) as [number];
    return this;
  }

  async swap(change: Change): Promise<void> {
    const id = ++this.changes;
    await Promise.all(
      [...this.waiting].map(([worker, shows]) => this.show(worker, shows, { kind: "show", id, change })),
    );
  }

  confirm(at: number): void {
    this.tell({ kind: "confirm", at });
  }

  put({ facts, body }: HeldPage): void {
    this.tell({ kind: "put", page: { facts, body } });
  }

  async stop(): Promise<void> {
    this.stopping = true;
    this.tell({ kind: "stop" });
    const ended = [...this.waiting.keys()].map(
      (worker) => new Promise((resolve) => worker.once("exit", resolve)),
    );
    await Promise.race([Promise.all(ended), wait(4_000, undefined, { ref: false })]);
    for (const worker of this.waiting.keys()) worker.process.kill("SIGKILL");
  }

  /** Process ids, for whoever measures. */
  pids(): number[] {
    return [...this.waiting.keys()].flatMap(({ process }) => process.pid ?? []);
  }

  /** A further process; answers its port once it listens. */
  private add(): Promise<number> {
    const worker = cluster.fork();
    worker.on("error", () => undefined);
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => worker.process.kill("SIGKILL"), startMilliseconds);
      worker.on("message", (said: Said) => {
        if (said.kind === "ready") {
          // From here on it hears of every change: what it is given now is the state that they follow on.
          this.waiting.set(worker, new Map());
          this.send(worker, { kind: "begin", ...this.settings(), shown: this.shown() });
        } else if (said.kind === "listening") {
          clearTimeout(late);
          resolve(said.port);
        } else if (said.kind === "failed") reject(new Error(said.words));
        else if (said.kind === "shown") this.waiting.get(worker)?.get(said.id)?.();
        else if (said.kind === "counted") this.means.traffic.add(said.counts);
        else if (said.kind === "passed") this.means.passed?.(said.one);
        else void this.find(worker, said);
      });
      worker.once("exit", () => {
        clearTimeout(late);
        const shows = this.waiting.get(worker);
        this.waiting.delete(worker);
        for (const done of shows?.values() ?? []) done();
        reject(new Error("A process that serves readers ended before it listened."));
        if (this.port) void this.follow();
      });
    });
  }

  /** Replaces a process that ended. */
  private async follow(): Promise<void> {
    if (this.stopping) return;
    this.means.settings.log("A process that serves readers ended; another takes its place.");
    await wait(againMilliseconds);
    if (!this.stopping) await this.add().catch(() => undefined);
  }

  private async show(
    worker: Worker,
    shows: Map<number, () => void>,
    told: Told & { kind: "show" },
  ): Promise<void> {
    const shown = new Promise<void>((resolve) => shows.set(told.id, resolve));
    this.send(worker, told);
    const late = setTimeout(() => worker.process.kill("SIGKILL"), showMilliseconds);
    await shown;
    clearTimeout(late);
    shows.delete(told.id);
  }

  private async find(worker: Worker, { id, path }: { id: number; path: string }): Promise<void> {
    try {
      const { publication, fetchOnce } = this.means;
      const shown = publication.pages.get(path);
      const page = shown?.body ? shown : await fetchOnce.get(path);
      this.send(worker, {
        kind: "found",
        id,
        page: page && { facts: page.facts, body: page.body },
        fault: null,
      });
    } catch (error) {
      this.send(worker, { kind: "found", id, page: null, fault: reasonOf(error) });
    }
  }

  private settings(): Omit<Begin, "kind" | "shown"> {
    const { processes, log: _, connectionsPerNetworkMax, permalinkBytesMax, ...rest } = this.means.settings;
    return {
      ...rest,
      permalinkBytesMax: permalinkBytesMax && Math.ceil(permalinkBytesMax / processes),
      connectionsPerNetworkMax: connectionsPerNetworkMax && Math.ceil(connectionsPerNetworkMax / processes),
    };
  }

  private shown(): Begin["shown"] {
    const { version, confirmedAt, known, pages } = this.means.publication;
    if (version === null) return null;
    return {
      ...{ version, confirmedAt, known: [...known] },
      pages: [...pages.values()].map(({ facts, body }) => ({ facts, body })),
    };
  }

  private tell(told: Told): void {
    for (const worker of this.waiting.keys()) this.send(worker, told);
  }

  private send(worker: Worker, told: Told): void {
    if (worker.isConnected()) worker.send(told, () => undefined);
  }
}
