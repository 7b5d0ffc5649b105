import { connect, type Socket } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { type Load, load } from "../load";

/** Most of a megabyte that nobody reads; many more would be a flood. */
const requestsOfDeaf = 20;

const head = "GET / HTTP/1.1\r\nHost: status.example\r\nX-Slow: ";

/**
 * Readers that mean harm: some send their request a letter a second, some send nothing, some never read what they asked
 * for again and again. Meanwhile others read as always. `closed`: how many of them were let go within `seconds`.
 */
export async function besideSlowReaders(url: string, { each, seconds }: { each: number; seconds: number }) {
  const { hostname: host, port } = new URL(url);
  const open = () => connect({ host, port: Number(port) }).on("error", () => undefined);
  const many = (make: (socket: Socket) => void) =>
    Array.from({ length: each }, () => {
      const socket = open();
      make(socket);
      return socket;
    });
  const dripping = many((socket) => {
    socket.on("data", () => undefined).write(head);
    const drip = setInterval(() => socket.write("x"), 1_000);
    socket.on("close", () => clearInterval(drip));
  });
  const silent = many((socket) => socket.on("data", () => undefined));
  const deaf = many((socket) => {
    socket.pause();
    for (let number = 0; number < requestsOfDeaf; number++)
      socket.write("GET / HTTP/1.1\r\nHost: status.example\r\n\r\n");
  });
  await wait(500);
  const measured: Load = await load({ url, connections: 50, seconds: 3 });
  await wait(Math.max(0, seconds - 3.5) * 1000);
  const closed = (sockets: Socket[]) => sockets.filter((socket) => socket.destroyed).length;
  const result = { dripping: closed(dripping), silent: closed(silent), deaf: closed(deaf) };
  for (const socket of [...dripping, ...silent, ...deaf]) socket.destroy();
  return { ...measured, closed: result };
}
