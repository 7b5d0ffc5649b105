import type { AddressInfo } from "node:net";
import { close, listen } from "../listen";
import { NetworkBound } from "../network-bound";
import { QuickConnections } from "../quick-connections";
import { type ReaderParts, readerServer } from "../reader-server";

/** Whoever serves readers on the public port. */
export type Serving = { port: number; stop(): Promise<void> };

/** `connectionsPerNetworkMax`: null where all readers come by a balancer. */
type ServingParts = ReaderParts & { port: number; connectionsPerNetworkMax: number | null };

/** Serves readers in this process. Throws when the port cannot be had. */
export async function serveHere(parts: ServingParts): Promise<Serving> {
  const server = readerServer(parts);
  const { connectionsPerNetworkMax: max } = parts;
  const bound = max === null ? null : new NetworkBound(max);
  const quick = new QuickConnections(server, parts.publication, parts.now, parts.traffic, bound);
  await listen(server, parts.port);
  return {
    port: (server.address() as AddressInfo).port,
    stop: async () => {
      quick.close();
      await close(server);
    },
  };
}
