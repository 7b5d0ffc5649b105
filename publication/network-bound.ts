import type { Socket } from "node:net";
import { networkOf } from "@/lib/network-address";

/** An office behind one address fits; who wants more connections than this wants them all. */
export const connectionsPerNetworkMax = 512;

/**
 * How many connections each network holds: one address of IPv4, or what one customer has of IPv6. Our own machine is not
 * counted: what terminates TLS there comes as everybody.
 */
export class NetworkBound {
  private readonly held = new Map<string, number>();

  constructor(private readonly max: number) {}

  /** Whether a connection may stay; it is counted until it closes. */
  admits(socket: Socket): boolean {
    const address = socket.remoteAddress;
    if (address === undefined || ours.has(address)) return true;
    const network = networkOf(address);
    const now = (this.held.get(network) ?? 0) + 1;
    if (now > this.max) return false;
    this.held.set(network, now);
    socket.once("close", () => this.forget(network));
    return true;
  }

  private forget(network: string): void {
    const left = this.held.get(network)! - 1;
    if (left === 0) this.held.delete(network);
    else this.held.set(network, left);
  }
}

const ours = new Set(["127.0.0.1", "::1", "::ffff:127.0.0.1"]);
