import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { AppClient } from "./app-client";
import { controlServer } from "./control";
import { Disk } from "./disk";
import { FetchOnce } from "./fetch-once";
import { Keeper } from "./keeper";
import { keepProbing, type Rhythm } from "./probe";
import { AppProxy } from "./proxy";
import { Publication } from "./publication";
import { QuickConnections } from "./quick-connections";
import { readerServer } from "./reader-server";
import { Refresher } from "./refresher";
import { restore } from "./restore";
import { type CopyRhythm, SecondOrigin } from "./second-origin/second-origin";
import type { Sink } from "./second-origin/sink";

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
  log?: (line: string) => void;
};

export type Front = { port: number; controlPort: number; stop: () => Promise<void> };

/** Connections that are still busy after this are cut. */
const finishMilliseconds = 2_000;

/**
 * Starts the front: what disk holds is served before the app is asked for anything. Throws when a port cannot be
 * had; a damaged or unwritable disk is no reason not to start.
 */
export async function startFront(options: FrontOptions): Promise<Front> {
  const { token, appUrl, now = Date.now, log = console.error } = options;
  const publication = new Publication(options.permalinkBytesMax);
  const disk = new Disk(join(options.dataDir, "publication"));
  const keeper = new Keeper(publication, disk);
  const app = new AppClient(appUrl, token);
  const refresher = new Refresher(publication, keeper, app, now);
  const fetchOnce = new FetchOnce(publication, keeper, app);
  const proxy = new AppProxy(appUrl, options.trustProxy, options.startMilliseconds);
  await restore(publication, disk);

  const readers = readerServer({ publication, disk, fetchOnce, proxy, now });
  const quick = new QuickConnections(readers, publication, now);
  const find = (path: string) => fetchOnce.get(path);
  const copies = (options.secondOrigins ?? []).map(
    (sink) => new SecondOrigin(sink, { publication, disk, find, now, log }, options.copyRhythm),
  );
  const control = controlServer({ publication, keeper, refresher, copies, token, now });
  await listen(readers, options.port);
  await listen(control, options.controlPort, "127.0.0.1").catch(async (error) => {
    await close(readers);
    throw error;
  });
  const stopping = new AbortController();
  const rhythm = options.rhythm ?? { well: 5_000, failing: 1_000 };
  const probing = keepProbing({ publication, keeper, refresher, app, now, log }, rhythm, stopping.signal);
  const copying = copies.map((copy) => copy.keep(stopping.signal));

  return {
    port: (readers.address() as AddressInfo).port,
    controlPort: (control.address() as AddressInfo).port,
    stop: async () => {
      stopping.abort();
      quick.close();
      await Promise.all([close(readers), close(control)]);
      proxy.close();
      await Promise.race([Promise.all([probing, ...copying]), after(500)]);
      await keeper.close();
    },
  };
}

function listen(server: Server, port: number, host?: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) =>
      reject(
        error.code === "EADDRINUSE" ? new Error(`Port ${port} is taken. Choose another with PORT.`) : error,
      ),
    );
    server.listen(port, host, () => resolve());
  });
}

/** Takes no new connections, lets answers under way finish, and cuts what is left. */
async function close(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  const finishing = setInterval(() => server.closeIdleConnections(), 50);
  await Promise.race([closed, after(finishMilliseconds)]);
  clearInterval(finishing);
  server.closeAllConnections();
}

const after = (milliseconds: number) =>
  new Promise<void>((resolve) => setTimeout(resolve, milliseconds).unref());
