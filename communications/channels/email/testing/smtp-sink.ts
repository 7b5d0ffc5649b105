import type { AddressInfo } from "node:net";
import { SMTPServer } from "smtp-server";

/** A real SMTP server on loopback that keeps what it took. `mishaps` says what goes wrong with the next letters. */
export async function startSmtpSink() {
  const taken: { to: string; source: string }[] = [];
  const mishaps: ("refuse" | "busy" | "loseAnswer" | "hangUpEarly")[] = [];
  const bad = new Set<string>();
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    logger: false,
    onRcptTo({ address }, session, done) {
      if (mishaps[0] === "hangUpEarly") {
        mishaps.shift();
        return hangUp(server, session.id);
      }
      done(bad.has(address) ? Object.assign(new Error("No such mailbox"), { responseCode: 550 }) : null);
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk) => chunks.push(chunk));
      stream.on("end", () => {
        const mishap = mishaps.shift();
        if (mishap === "refuse") return done(Object.assign(new Error("Not wanted"), { responseCode: 554 }));
        if (mishap === "busy") return done(Object.assign(new Error("Later"), { responseCode: 451 }));
        taken.push({
          to: session.envelope.rcptTo.map(({ address }) => address).join(),
          source: Buffer.concat(chunks).toString(),
        });
        if (mishap === "loseAnswer") return hangUp(server, session.id);
        done();
      });
    },
  });
  server.on("error", () => undefined);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`,
    taken,
    mishaps,
    bad,
    close: () => {
      for (const connection of connectionsOf(server)) connection.close();
      return new Promise<void>((resolve) => server.close(resolve));
    },
  };
}

type Connection = { id: string; close(): void; _socket: { destroy(): void } };
/** smtp-server keeps its open connections here; its types do not say so. */
const connectionsOf = (server: SMTPServer) =>
  (server as unknown as { connections: Set<Connection> }).connections;

function hangUp(server: SMTPServer, sessionId: string): void {
  for (const connection of connectionsOf(server))
    if (connection.id === sessionId) connection._socket.destroy();
}
