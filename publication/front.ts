import type { ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { AppClient } from "./app-client";
import { controlServer } from "./control";
import { Disk } from "./disk";
import { FetchOnce } from "./fetch-once";
import { Keeper } from "./keeper";
import { after, close, listen } from "./listen";
import { answerMetrics, type MetricsAt, serveMetrics } from "./metrics/metrics-server";
import { Traffic } from "./metrics/traffic";
import { connectionsPerNetworkMax as perNetworkMax } from "./network-bound";
import { keepProbing, type Rhythm } from "./probe";
import { AppProxy, type Passed } from "./proxy";
import { Publication } from "./publication";
import { Refresher } from "./refresher";
import { restore } from "./restore";
import { type CopyRhythm, SecondOrigin } from "./second-origin/second-origin";
import type { Sink } from "./second-origin/sink";
import { serveHere } from "./serving/one-process";
import { ServingProcesses } from "./serving/processes";

export type FrontOptions = {
  /** The public port; 0 takes a free one. */
  port: number;
  /** Where our own processes reach the front, on loopback. */
  controlPort: number;
  appUrl: string;
  token: string;
  dataDir: string;
  /** A balancer we run stands in front: its `X-Forwarded-*` are true. */
  trustProxy: boolean;
  now?: () => number;
  rhythm?: Rhythm;
  permalinkBytesMax?: number;
  /** How long what the app alone can answer waits for an app that is starting. */
  startMilliseconds?: number;
  /** Places that keep a copy for any static host. */
  secondOrigins?: Sink[];
  copyRhythm?: Partial<CopyRhythm>;
  /** How many processes serve readers, one for each core that they may use; 1: this one. */
  processes?: number;
  /** Connections that one network may hold, of our 10,000. */
  connectionsPerNetworkMax?: number;
  /** Where Prometheus asks; guarded by a token, or this machine's alone. */
  metrics?: MetricsAt;
  log?: (line: string) => void;
  /** Hears of each request that the app answered. */
  passed?: (one: Passed) => void;
};

export type Front = {
  port: number;
  controlPort: number;
  metricsPort: number | null;
  /** Of the processes that serve readers. */
  pids: () => number[];
  stop: () => Promise<void>;
};

/**
 * Starts the front: what disk holds is served before the app is asked for anything. Throws when a port cannot be
 * had; a damaged or unwritable disk is no reason not to start.
 */
export async function startFront(options: FrontOptions): Promise<Front> {
  const { token, appUrl, now = Date.now, log = console.error } = options;
  const publication = new Publication(options.permalinkBytesMax);
  const folder = join(options.dataDir, "publication");
  const disk = new Disk(folder);
  const keeper = new Keeper(publication, disk);
  const app = new AppClient(appUrl, token);
  const refresher = new Refresher(publication, keeper, app, now);
  const fetchOnce = new FetchOnce(publication, keeper, app);
  const proxy = new AppProxy(appUrl, options.trustProxy, options.startMilliseconds, options.passed);
  const traffic = new Traffic();
  // Loaded when somebody asks: a front that was killed must be back at once.
  const registry = () =>
    import("./metrics/front-metrics").then(({ frontMetrics }) =>
      frontMetrics({ traffic, publication, keeper, now }),
    );
  await restore(publication, disk);

  const settings = {
    ...{ port: options.port, appUrl, dataDir: options.dataDir, trustProxy: options.trustProxy, log },
    connectionsPerNetworkMax: options.trustProxy ? null : (options.connectionsPerNetworkMax ?? perNetworkMax),
    startMilliseconds: options.startMilliseconds ?? null,
    permalinkBytesMax: options.permalinkBytesMax ?? null,
  };
  const { processes = 1 } = options;
  const several =
    processes > 1
      ? new ServingProcesses({
          publication,
          fetchOnce,
          traffic,
          passed: options.passed,
          settings: { ...settings, processes },
        })
      : null;
  keeper.follower = several;
  const readers = several
    ? await several.start()
    : await serveHere({ ...settings, publication, disk, fetchOnce, proxy, traffic, now });
  const find = (path: string) => fetchOnce.get(path);
  const copies = (options.secondOrigins ?? []).map(
    (sink) => new SecondOrigin(sink, { publication, disk, find, folder, now, log }, options.copyRhythm),
  );
  const metrics = (response: ServerResponse) => answerMetrics(registry, app, response);
  const control = controlServer({ publication, keeper, refresher, copies, metrics, token, now });
  await listen(control, options.controlPort, "127.0.0.1").catch(async (error) => {
    await readers.stop();
    throw error;
  });
  // Numbers that cannot be served are no reason to serve no page.
  const observed = await serveMetrics(registry, app, options.metrics).catch((error: Error) => {
    log(`Metrics are not served: ${error.message}`);
    return null;
  });
  const stopping = new AbortController();
  const rhythm = options.rhythm ?? { well: 5_000, failing: 1_000 };
  const probing = keepProbing({ publication, keeper, refresher, app, now, log }, rhythm, stopping.signal);
  const copying = copies.map((copy) => copy.keep(stopping.signal));

  return {
    port: readers.port,
    pids: () => several?.pids() ?? [process.pid],
    controlPort: (control.address() as AddressInfo).port,
    metricsPort: observed ? (observed.address() as AddressInfo).port : null,
    stop: async () => {
      stopping.abort();
      await Promise.all([readers.stop(), close(control), ...(observed ? [close(observed)] : [])]);
      proxy.close();
      await Promise.race([Promise.all([probing, ...copying]), after(500)]);
      await keeper.close();
    },
  };
}
