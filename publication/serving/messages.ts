import type { Counted } from "../metrics/traffic";
import type { PageFacts } from "../page";
import type { Passed } from "../proxy";
import type { Change } from "../publication";

/** A page over the wire between our processes; a body of null is on disk only. */
export type WirePage = { facts: PageFacts; body: Buffer | null };

/** All that a process needs to serve: what is shown, and the settings that it shares with its parent. */
export type Begin = {
  kind: "begin";
  port: number;
  appUrl: string;
  dataDir: string;
  trustProxy: boolean;
  startMilliseconds: number | null;
  permalinkBytesMax: number | null;
  connectionsPerNetworkMax: number | null;
  shown: { version: number; confirmedAt: number; known: string[]; pages: WirePage[] } | null;
};

/** What the parent says. `show` is answered by `shown` once readers of that process get it. */
export type Told =
  | Begin
  | { kind: "show"; id: number; change: Change }
  | { kind: "confirm"; at: number }
  | { kind: "put"; page: WirePage }
  | { kind: "found"; id: number; page: WirePage | null; fault: string | null }
  | { kind: "stop" };

/** What a serving process says. */
export type Said =
  | { kind: "ready" }
  | { kind: "listening"; port: number }
  | { kind: "failed"; words: string }
  | { kind: "shown"; id: number }
  | { kind: "find"; id: number; path: string }
  | { kind: "counted"; counts: Counted[] }
  | { kind: "passed"; one: Passed };
