import { availableParallelism } from "node:os";
import type { Stack } from "@/e2e/stack";
import { cpuMicroseconds } from "../cpu";
import { load } from "../load";
import { startFrontProcess } from "./front-process";
import { residentMegabytes } from "./memory";

/**
 * The page by one process and by one for each core. `cores_used`: processor time of the front in each second, beside
 * whoever asks; `ready_ms`: from the start to the first page, from disk.
 */
export async function onSeveralCores(stack: Stack) {
  const found: Record<string, object> = {};
  for (const processes of [1, availableParallelism()]) {
    const front = await startFrontProcess(stack, processes);
    await load({ url: front.url, connections: 64, seconds: 1 });
    const before = cpuMicroseconds(front.pid) ?? Number.NaN;
    const seconds = 3;
    const { requestsPerSecond, p99Milliseconds } = await load({ url: front.url, connections: 64, seconds });
    const used = ((cpuMicroseconds(front.pid) ?? Number.NaN) - before) / 1e6 / seconds;
    found[processes] = {
      requests_per_second: Math.round(requestsPerSecond),
      p99_ms: p99Milliseconds,
      cores_used: Number(used.toFixed(2)),
      ready_ms: front.readyMilliseconds,
      rss_mb: residentMegabytes(front.pid)?.now ?? null,
    };
    await front.stop();
  }
  return found;
}
