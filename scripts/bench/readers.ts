import { fork } from "node:child_process";
import { once } from "node:events";
import { Agent, get } from "node:http";
import { fileURLToPath } from "node:url";

type Counts = { reads: number; stale: number; failed: number };
type Reading = { status: number; version: number };

const keepAlive = new Agent({ keepAlive: true, maxSockets: 256 });

/** One read of a surface: its status, and the public version the front says it serves. */
export function read(base: string, path: string, agent = keepAlive): Promise<Reading> {
  return new Promise((resolve, reject) => {
    const request = get(base + path, { agent, headers: { "accept-encoding": "gzip" } }, (response) => {
      response.resume();
      response.on("end", () =>
        resolve({
          status: response.statusCode ?? 0,
          version: Number(response.headers["x-drawbridge-version"] ?? Number.NaN),
        }),
      );
      response.on("error", reject);
    });
    request.on("error", reject);
  });
}

/**
 * Reads the surfaces in turn over so many connections until stopped. A read that began after `expect(version)`
 * and still got an older version is stale; anything but 200 has failed.
 */
export function startReaders(base: string, paths: string[], connections: number) {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const counts = { reads: 0, stale: 0, failed: 0 };
  let expected = 0;
  let running = true;
  const loops = Array.from({ length: connections }, async (_, index) => {
    for (let turn = index; running; turn++) {
      const atLeast = expected;
      const reading = await read(base, paths[turn % paths.length]!, agent).catch(() => null);
      counts.reads++;
      if (reading?.status !== 200) counts.failed++;
      else if (!(reading.version >= atLeast)) counts.stale++;
    }
  });
  return {
    expect: (version: number) => {
      expected = version;
    },
    stop: async () => {
      running = false;
      await Promise.all(loops);
      agent.destroy();
      return counts;
    },
  };
}

/** `startReaders` as a process of its own: what is measured beside it does not wait behind the reading. */
export function startReaderProcess(base: string, paths: string[], connections: number) {
  const file = fileURLToPath(new URL("./reading.ts", import.meta.url));
  const child = fork(file, [base, String(connections), ...paths], { execArgv: ["--import", "tsx"] });
  return {
    expect: (version: number) => void child.send({ expect: version }),
    stop: async (): Promise<Counts> => {
      const counted = once(child, "message");
      child.send({ stop: true });
      return (await counted)[0] as Counts;
    },
  };
}
