import { createServer } from "node:net";

/** A port that nobody uses now, on loopback. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}

/** Throws with what to do when somebody else listens on the port. */
export function refuseTaken(port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", () =>
      reject(new Error(`Port ${port} is taken. Choose another: PORT=${port + 1} npm run up`)),
    );
    server.listen(port, () => server.close(() => resolve()));
  });
}
