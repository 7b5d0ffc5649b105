/**
 * `npm run bench:page`: readers of the public page, in every weather. The front against Next and nginx (gzip asked for, 50
 * kept connections, rounds in turn; Next does not compress here, which spares it work), with 1 and 1,000 connections, from
 * a cold start, while somebody publishes every second, while slow readers hold on to it, while 100,000 people are told,
 * with 10,000 incidents in the database, and on several cores. Starts the built product. Last line: JSON.
 */
import { setTimeout as wait } from "node:timers/promises";
import { startStack } from "@/e2e/stack";
import { startProvider } from "./fanout/processes";
import { generator, load } from "./load";
import { type Copy, startNginx } from "./nginx";
import { coldStart } from "./page/cold-start";
import { compareServers, type Target } from "./page/compare";
import { addPast, addSubscribers } from "./page/many-incidents";
import { residentMegabytes } from "./page/memory";
import { openPublisher, type Publisher } from "./page/publisher";
import { onSeveralCores } from "./page/several-cores";
import { besideSlowReaders } from "./page/slow-readers";
import { quantile } from "./quantile";
import { startReaderProcess } from "./readers";

const paths = ["/", "/api/v2/summary.json", "/history.atom"];
const rounds = Number(process.env.ROUNDS ?? 2);
const seconds = Number(process.env.SECONDS ?? 2);
const connections = 50;
const incidents = Number(process.env.INCIDENTS ?? 10_000);
const subscribers = Number(process.env.SUBSCRIBERS ?? 100_000);

const provider = await startProvider();
const stack = await startStack({
  demo: true,
  env: { RESEND_API_KEY: "re_bench", RESEND_BASE_URL: provider.url, SEND_REQUESTS_PER_SECOND: "0" },
});
try {
  const front = stack.url.replace("localhost", "127.0.0.1");
  const targets: Target[] = [
    { name: "front", url: front, pid: stack.pid("front") },
    { name: "next", url: stack.appUrl, pid: stack.pid("app") },
  ];
  const nginx = await startNginx(await Promise.all(paths.map((path) => copyOf(front, path))));
  if (nginx) targets.push({ name: "nginx", url: nginx.url, pid: nginx.pid });
  else console.log("nginx is not installed: measured without it.");
  console.log(`${rounds} rounds of ${seconds} s with ${generator}, ${connections} connections`);
  const { "/": page, ...others } = await compareServers(targets, { paths, rounds, seconds, connections });

  const byConnections: Record<string, object> = {};
  for (const count of [1, 1_000]) {
    byConnections[count] = {
      front: await rate(front, count),
      ...(nginx && { nginx: await rate(nginx.url, count) }),
    };
  }
  await nginx?.stop();
  say("connections", byConnections);

  const publisher = await openPublisher(stack);
  const publishing = await whilePublishing(publisher, front, 8);
  say("while publishing every second", publishing);
  const slow = await besideSlowReaders(front, { each: 200, seconds: 16 });
  say("beside 600 slow readers", slow);

  const small = await sizeAndSpeed(publisher, front);
  await addPast(publisher.db, incidents);
  const large = await sizeAndSpeed(publisher, front);
  say(`before and with ${incidents} more incidents`, { small, large });

  await addSubscribers(publisher.db, subscribers);
  const told = await publisher.publish({ tell: true });
  const begun = Date.now();
  while ((await provider.counts()).letters === 0) await wait(20);
  const duringFanOut = await load({ url: front, connections, seconds: 8 });
  const { letters } = await provider.counts();
  say("while telling", { ...duringFanOut, letters, milliseconds: Date.now() - begun, told });
  const memory = residentMegabytes(stack.pid("front"));
  await publisher.close();

  const cold = await coldStart(stack);
  say("cold start", { milliseconds: cold });
  const cores = await onSeveralCores(stack);
  say("on several cores", cores);
  console.log(
    JSON.stringify({
      ...{ ...page, ...(await bytesOf(front)), rounds, seconds, connections, generator, ...others },
      by_connections: byConnections,
      cold_start_ms: cold,
      publishing_every_second: publishing,
      slow_readers: {
        requests_per_second: Math.round(slow.requestsPerSecond),
        p99_ms: slow.p99Milliseconds,
        closed_of_200_each: slow.closed,
      },
      incidents: { more: incidents, before: small, after: large },
      telling: {
        requests_per_second: Math.round(duringFanOut.requestsPerSecond),
        p99_ms: duringFanOut.p99Milliseconds,
        letters_meanwhile: letters,
        publish_ms: Math.round(told.milliseconds),
      },
      several_cores: cores,
      front_rss_mb: memory?.now ?? null,
      front_rss_most_mb: memory?.most ?? null,
    }),
  );
} finally {
  await stack.stop();
  await provider.stop();
}
process.exit(0);

function say(what: string, found: object): void {
  console.log(`${what}: ${JSON.stringify(found)}`);
}

async function rate(url: string, count: number) {
  const { requestsPerSecond, p99Milliseconds } = await load({ url, connections: count, seconds: 3 });
  return { requests_per_second: Math.round(requestsPerSecond), p99_ms: p99Milliseconds };
}

/** Readers of three surfaces while an update is published each second: how long each took, and who read an old one. */
async function whilePublishing(publisher: Publisher, front: string, updates: number) {
  const readers = startReaderProcess(front, paths, connections);
  const times: number[] = [];
  for (let number = 0; number < updates; number++) {
    const next = Date.now() + 1_000;
    const { version, milliseconds } = await publisher.publish();
    readers.expect(version);
    times.push(milliseconds);
    await new Promise((done) => setTimeout(done, Math.max(0, next - Date.now())));
  }
  const { reads, stale, failed } = await readers.stop();
  return { updates, publish_p50_ms: Math.round(quantile(times, 0.5)), reads, stale, failed };
}

/** What the page weighs, how fast it is read and how long an update takes to be read, with what the database holds. */
async function sizeAndSpeed(publisher: Publisher, front: string) {
  const times: number[] = [];
  // The first ones warm up connections and plans.
  for (let number = 0; number < 8; number++) {
    const { milliseconds } = await publisher.publish();
    if (number >= 2) times.push(milliseconds);
  }
  const { page_bytes } = await bytesOf(front);
  const { requests_per_second } = await rate(front, connections);
  const rounded = (share: number) => Math.round(quantile(times, share));
  return { page_bytes, requests_per_second, publish_p50_ms: rounded(0.5), publish_most_ms: rounded(1) };
}

/** The page as readers get it over the wire: one request, no other file needed to read it. */
async function bytesOf(front: string) {
  const [gzip, brotli] = await Promise.all(
    ["gzip", "br"].map(async (encoding) => {
      const answer = await fetch(front, { headers: { "accept-encoding": encoding }, method: "HEAD" });
      return Number(answer.headers.get("content-length"));
    }),
  );
  return { page_bytes: gzip!, page_bytes_brotli: brotli! };
}

async function copyOf(front: string, path: string): Promise<Copy> {
  const answer = await fetch(front + path, { headers: { "accept-encoding": "identity" } });
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}`);
  return { path, body: Buffer.from(await answer.arrayBuffer()), headers: [...answer.headers] };
}
