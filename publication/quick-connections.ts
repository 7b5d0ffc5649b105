import type { Server } from "node:http";
import type { Socket } from "node:net";
import type { Traffic } from "./metrics/traffic";
import type { NetworkBound } from "./network-bound";
import { plainRequest } from "./plain-request";
import type { Publication } from "./publication";
import { wireOf } from "./wire";

/**
 * Takes the connections of an HTTP server and answers plain requests for held pages by one write each, which costs
 * half of what Node's own machinery does. With the first request that is anything else, the connection is the
 * server's from then on, that request included.
 */
export class QuickConnections {
  private readonly open = new Set<Socket>();
  private readonly serve: (socket: Socket) => void;

  constructor(
    private readonly server: Server,
    private readonly publication: Publication,
    private readonly now: () => number,
    private readonly traffic: Traffic,
    private readonly bound: NetworkBound | null = null,
  ) {
    const listeners = server.listeners("connection") as ((socket: Socket) => void)[];
    this.serve = (socket) => {
      for (const listener of listeners) listener.call(server, socket);
    };
    server.removeAllListeners("connection").on("connection", (socket: Socket) => this.take(socket));
  }

  /** Lets go of everyone who is not being served by the server itself, after what they were sent. */
  close(): void {
    for (const socket of this.open) socket.destroySoon();
  }

  private take(socket: Socket): void {
    if (this.bound?.admits(socket) === false) {
      socket.destroy();
      return;
    }
    // Who has asked for nothing yet is given as long as a head may take.
    let asked = false;
    const leave = () => socket.destroy();
    const finish = () => socket.end();
    const forget = () => this.open.delete(socket);
    const resume = () => socket.resume();
    const read = (bytes: Buffer) => {
      const answer = this.answerTo(bytes);
      if (answer) {
        // Who does not read what was sent is not asked for more.
        if (!socket.write(answer)) socket.pause();
        if (!asked) socket.setTimeout(this.server.keepAliveTimeout);
        asked = true;
        return;
      }
      forget();
      socket.off("data", read).off("timeout", leave).off("error", leave).off("end", finish);
      socket.off("close", forget).off("drain", resume);
      socket.setTimeout(0);
      socket.pause();
      socket.unshift(bytes);
      this.serve(socket);
      process.nextTick(resume);
    };
    this.open.add(socket);
    socket.on("data", read).on("timeout", leave).on("error", leave).on("end", finish);
    socket.on("close", forget).on("drain", resume);
    socket.setTimeout(this.server.headersTimeout);
  }

  private answerTo(bytes: Buffer): Buffer | null {
    const request = plainRequest(bytes);
    const page = request && this.publication.pages.get(request.target);
    if (!page) return null;
    const now = this.now();
    const answer = page.answer(request.encoding, this.publication.stampAt(now));
    if (!answer) return null;
    this.publication.touch(page);
    this.traffic.countPage(page, answer.status);
    return wireOf(answer, now, Math.floor(this.server.keepAliveTimeout / 1000));
  }
}
