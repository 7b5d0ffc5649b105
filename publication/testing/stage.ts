import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Front, type FrontOptions, startFront } from "../front";
import { read } from "./read";
import { SmallApp } from "./small-app";

/** A real front over a small app, with its own data folder and a clock that tests turn. */
export class Stage {
  readonly app = new SmallApp();
  readonly dataDir = mkdtempSync(join(tmpdir(), "drawbridge-front-"));
  now = Date.parse("2026-11-23T14:30:00.000Z");
  readonly said: string[] = [];
  front!: Front;

  async open(options: Partial<FrontOptions> = {}): Promise<this> {
    await this.app.start();
    await this.startFront(options);
    return this;
  }

  /** Probes so seldom that tests alone decide when something happens, unless told otherwise. */
  async startFront(options: Partial<FrontOptions> = {}): Promise<void> {
    this.front = await startFront({
      ...{ port: 0, controlPort: 0, appUrl: this.app.url, token: this.app.token },
      ...{ dataDir: this.dataDir, trustProxy: false, now: () => this.now },
      startMilliseconds: 100,
      rhythm: { well: 3_600_000, failing: 3_600_000 },
      log: (line) => this.said.push(line),
      ...options,
    });
  }

  get(path: string, headers: Record<string, string> = {}) {
    return read(this.front.port, path, { headers });
  }

  async refresh(version = this.app.version, refresh = false) {
    const answer = await this.control("POST", "/refresh", JSON.stringify({ version, refresh }));
    return { status: answer.status, ...JSON.parse(answer.text) };
  }

  async state() {
    return JSON.parse((await this.control("GET", "/state")).text);
  }

  control(method: string, path: string, body?: string, token = this.app.token) {
    const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
    return read(this.front.controlPort, path, { method, headers, body });
  }

  async close(): Promise<void> {
    // A test that failed early has opened none.
    await this.front?.stop();
    await this.app.stop().catch(() => undefined);
    rmSync(this.dataDir, { recursive: true, force: true });
  }
}
