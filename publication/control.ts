import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { z } from "zod";
import { bearerMatches } from "@/lib/bearer";
import { reasonOf } from "./app-client";
import type { Keeper } from "./keeper";
import { answerJson } from "./plain-answers";
import type { Publication } from "./publication";
import type { Refresher } from "./refresher";
import { refuseBroken } from "./refuse-broken";
import type { SecondOrigin } from "./second-origin/second-origin";

const Wanted = z.object({ version: z.number().int().nonnegative(), refresh: z.boolean().optional() });
const Report = z.object({ fault: z.string().max(2000).nullable() });
const bytesMax = 4096;

/** What the worker last said of itself, for the desk: the database may be what is wrong. */
export type WorkerReport = { at: string; fault: string | null };

type Parts = {
  publication: Publication;
  keeper: Keeper;
  refresher: Refresher;
  copies: SecondOrigin[];
  metrics: (response: ServerResponse) => Promise<void>;
  worker?: WorkerReport;
  token: string;
  now: () => number;
};

/** The listener for our own processes: `POST /refresh`, `POST /report`, `GET /state` and `GET /metrics`. For everyone else it does not exist. */
export function controlServer(parts: Parts): Server {
  const server = createServer({ requestTimeout: 10_000, headersTimeout: 5_000 }, (request, response) => {
    answer(parts, request, response).catch((error) => answerJson(response, 400, { error: reasonOf(error) }));
  });
  refuseBroken(server);
  return server;
}

async function answer(parts: Parts, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const door = `${request.method} ${request.url}`;
  if (!bearerMatches(request.headers.authorization, parts.token)) answerJson(response, 404, {});
  else if (door === "GET /state") answerJson(response, 200, stateOf(parts));
  else if (door === "GET /metrics") await parts.metrics(response);
  else if (door === "POST /refresh") await refresh(parts, await bodyOf(request), response);
  else if (door === "POST /report") {
    const { fault } = Report.parse(JSON.parse(await bodyOf(request)));
    parts.worker = { at: new Date(parts.now()).toISOString(), fault };
    answerJson(response, 200, {});
  } else answerJson(response, 404, {});
}

async function refresh(
  { publication, refresher }: Parts,
  body: string,
  response: ServerResponse,
): Promise<void> {
  const wanted = Wanted.parse(JSON.parse(body));
  try {
    await refresher.reach(wanted.version, wanted.refresh);
    const confirmedAt = new Date(publication.confirmedAt).toISOString();
    answerJson(response, 200, { version: publication.version, confirmedAt });
  } catch (error) {
    answerJson(response, 502, { error: reasonOf(error) });
  }
}

/** What is shown and how sure we are; `disk` says why it could not be written, if so. */
function stateOf({ publication, keeper, copies, worker, now }: Parts) {
  const { version, confirmedAt, pages } = publication;
  return {
    version,
    confirmedAt: version === null ? null : new Date(confirmedAt).toISOString(),
    confirmed: version !== null && publication.stampAt(now()).confirmed,
    paths: pages.size,
    bytes: [...pages.values()].reduce((sum, { facts }) => sum + facts.length, 0),
    disk: keeper.fault ?? "ok",
    copies: copies.map(({ state }) => state),
    worker: worker ?? null,
  };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = "";
  for await (const chunk of request.setEncoding("utf8")) {
    body += chunk;
    if (body.length > bytesMax) throw new Error(`more than ${bytesMax} bytes`);
  }
  return body;
}
