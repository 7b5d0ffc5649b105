import type { Server } from "node:http";

/** Connections that are still busy after this are cut. */
const finishMilliseconds = 2_000;

/** Listens; throws in words that say what to do when the port is taken. */
export function listen(server: Server, port: number, host?: string): Promise<void> {
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
export async function close(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  const finishing = setInterval(() => server.closeIdleConnections(), 50);
  await Promise.race([closed, after(finishMilliseconds)]);
  clearInterval(finishing);
  server.closeAllConnections();
}

export const after = (milliseconds: number) =>
  new Promise<void>((resolve) => setTimeout(resolve, milliseconds).unref());
