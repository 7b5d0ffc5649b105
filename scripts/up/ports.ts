import { createServer } from "node:net";
import { setTimeout as wait } from "node:timers/promises";

/** Throws with what to do when somebody else listens on the port and goes on doing so for the patience. */
export async function refuseTaken(port: number, patienceMilliseconds = 0): Promise<void> {
  const until = Date.now() + patienceMilliseconds;
  for (let fault = await faultOf(port); fault; fault = await faultOf(port)) {
    if (fault.code === "EACCES") {
      throw new Error(`Port ${port} may not be used by this user. Choose another: PORT=3000`);
    }
    if (Date.now() >= until) {
      throw new Error(
        `Port ${port} is taken by another program. Stop it, or choose another port: PORT=${port + 1}`,
      );
    }
    await wait(100);
  }
}

function faultOf(port: number): Promise<NodeJS.ErrnoException | null> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", resolve);
    server.listen(port, () => server.close(() => resolve(null)));
  });
}
