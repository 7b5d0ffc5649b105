import { log, logAs } from "@/lib/log";
import { inRequest, readRequestId, requestHeader } from "@/lib/request-id";
import { shownPath } from "@/lib/scrub";

/** The log and, where it is asked for, traces of the app's process. */
export async function observe(): Promise<void> {
  logAs("app");
  // An app that does not trace does not load what it would need for it.
  if (process.env.OTEL_EXPORTER_OTLP_ENDPOINT) {
    const { startTracing } = await import("@/lib/tracing");
    startTracing("drawbridge-app");
  }
}

type Asked = { path: string; method: string; headers: NodeJS.Dict<string | string[]> };

/** A fault that nobody foresaw, under the name of its request. */
export function noteFault(error: unknown, { path, method, headers }: Asked, route: string): void {
  const id = readRequestId(headers[requestHeader]?.toString());
  inRequest(id, () => log().error({ err: error, method, path: shownPath(path), route }, "A request failed"));
}
