import { createServer, type Server, type ServerResponse } from "node:http";
import type { Registry } from "prom-client";
import { bearerMatches } from "@/lib/bearer";
import { env } from "@/lib/env";
import { plainHeaders } from "@/lib/security-headers";
import type { AppClient } from "../app-client";
import { listen } from "../listen";
import { answerJson } from "../plain-answers";
import { refuseBroken } from "../refuse-broken";

type Own = () => Promise<Registry>;
type AppMetrics = Pick<AppClient, "metrics">;
/** Where it listens: anything but this machine alone needs a token. */
export type MetricsAt = { host: string; port: number; token: string | undefined };

/** Whether an address is this machine's alone. */
export const isLoopback = (host: string) => /^(127(?:\.\d{1,3}){3}|::1|localhost)$/.test(host);

/**
 * `GET /metrics` on an address of its own: what the front knows, and what the app knows of database, queue and promises
 * while it answers (`drawbridge_app_up` says whether). Throws when it would be open to strangers.
 */
export async function serveMetrics(
  own: Own,
  app: AppMetrics,
  at: MetricsAt | undefined,
): Promise<Server | null> {
  if (!at) return null;
  const { host, port, token } = at;
  if (!token && !isLoopback(host)) {
    throw new Error(`METRICS_TOKEN must be set: ${host} is not this machine alone.`);
  }
  const server = createServer(
    { requestTimeout: 10_000, headersTimeout: 5_000 },
    async (request, response) => {
      const asked = request.method === "GET" && request.url?.split("?")[0] === "/metrics";
      if (!asked || (token && !bearerMatches(request.headers.authorization, token))) {
        answerJson(response, 404, {});
        return;
      }
      await answerMetrics(own, app, response);
    },
  );
  refuseBroken(server);
  await listen(server, port, host);
  return server;
}

/** All of it in one answer: the front's own, and the app's while it answers. */
export async function answerMetrics(own: Own, app: AppMetrics, response: ServerResponse): Promise<void> {
  const [registry, theirs] = [await own(), await app.metrics().catch(() => null)];
  const up = [
    "# HELP drawbridge_app_up 1 while the app answers.",
    "# TYPE drawbridge_app_up gauge",
    `drawbridge_app_up ${theirs === null ? 0 : 1}`,
  ];
  const headers = { "content-type": registry.contentType, "cache-control": "no-store" };
  response.writeHead(200, { ...headers, ...plainHeaders(env().PUBLIC_URL) });
  response.end([await registry.metrics(), ...up, theirs ?? ""].join("\n"));
}
