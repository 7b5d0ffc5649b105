import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { AppClient } from "./app-client";
import { controlServer } from "./control";
import { Disk } from "./disk";
import { FetchOnce } from "./fetch-once";
import { HeldPage } from "./held-page";
import { Keeper } from "./keeper";
import { keepProbing, type Rhythm } from "./probe";
import { AppProxy } from "./proxy";
import { isPermalink, Publication } from "./publication";
import { QuickConnections } from "./quick-connections";
import { readerServer } from "./reader-server";
import { Refresher } from "./refresher";

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
  const proxy = new AppProxy(appUrl, options.trustProxy);
  await restore(publication, disk);

  const readers = readerServer({ publication, disk, fetchOnce, proxy, now });
  const quick = new QuickConnections(readers, publication, now);
  const control = controlServer({ publication, keeper, refresher, token, now });
  await listen(readers, options.port);
  await listen(control, options.controlPort, "127.0.0.1").catch(async (error) => {
    await close(readers);
    throw error;
  });
  const stopping = new AbortController();
  const rhythm = options.rhythm ?? { well: 5_000, failing: 1_000 };
  const probing = keepProbing({ publication, keeper, refresher, app, now, log }, rhythm, stopping.signal);

  return {
    port: (readers.address() as AddressInfo).port,
    controlPort: (control.address() as AddressInfo).port,
    stop: async () => {
      stopping.abort();
      quick.close();
      await Promise.all([close(readers), close(control)]);
      proxy.close();
      await Promise.race([probing, after(500)]);
      await keeper.close();
    },
  };
}

/** Pages that are few come into memory now, permalinks when somebody asks. */
async function restore(publication: Publication, disk: Disk): Promise<void> {
  const kept = disk.load();
  if (!kept) return;
  const pages: HeldPage[] = [];
  for (const facts of kept.pages) {
    const body = isPermalink(facts.path) ? null : await disk.read(facts.hash);
    if (body || isPermalink(facts.path)) pages.push(new HeldPage(facts, body));
  }
  publication.restore(kept.version, kept.confirmedAt, kept.known, pages);
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
