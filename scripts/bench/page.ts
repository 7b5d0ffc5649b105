/**
 * `npm run bench:page`: the front against Next and nginx on the same public pages, gzip asked for, 50 kept
 * connections, rounds in turn. Next does not compress here, which spares it work. Starts the built product, or
 * measures FRONT_URL and NEXT_URL (with FRONT_PID and NEXT_PID: their CPU as well). Last line: JSON, medians.
 */
import { startStack } from "@/e2e/stack";
import { cpuMicroseconds } from "./cpu";
import { generator, load } from "./load";
import { type Copy, startNginx } from "./nginx";
import { quantile } from "./quantile";

type Target = { name: "front" | "next" | "nginx"; url: string; pid: number | null };
type Round = { requestsPerSecond: number; p99Milliseconds: number; cpuMicroseconds: number };

const paths = ["/", "/api/v2/summary.json", "/history.atom"];
const rounds = Number(process.env.ROUNDS ?? 5);
const seconds = Number(process.env.SECONDS ?? 4);
const connections = 50;

const { targets, stop } = await start();
try {
  const sizes = await bytesOf(targets[0]!.url);
  const copies = await Promise.all(paths.map((path) => copyOf(targets[0]!.url, path)));
  const nginx = await startNginx(copies);
  if (nginx) targets.push({ name: "nginx", url: nginx.url, pid: nginx.pid });
  else console.log("nginx is not installed: measured without it.");
  try {
    console.log(`${rounds} rounds of ${seconds} s with ${generator}, ${connections} connections`);
    const measured = await measure(targets);
    const byPath = Object.fromEntries(paths.map((path) => [path, compare(measured, path)]));
    const { "/": page, ...others } = byPath;
    console.log(JSON.stringify({ ...page, ...sizes, rounds, seconds, connections, generator, ...others }));
  } finally {
    await nginx?.stop();
  }
} finally {
  await stop();
}

async function start(): Promise<{ targets: Target[]; stop: () => Promise<void> }> {
  const { FRONT_URL, NEXT_URL, FRONT_PID, NEXT_PID } = process.env;
  if (FRONT_URL && NEXT_URL) {
    const front: Target = { name: "front", url: FRONT_URL, pid: Number(FRONT_PID) || null };
    const next: Target = { name: "next", url: NEXT_URL, pid: Number(NEXT_PID) || null };
    return { targets: [front, next], stop: async () => undefined };
  }
  const stack = await startStack({ demo: true });
  const url = stack.url.replace("localhost", "127.0.0.1");
  return {
    targets: [
      { name: "front", url, pid: stack.pid("front") },
      { name: "next", url: stack.appUrl, pid: stack.pid("app") },
    ],
    stop: stack.stop,
  };
}

/** The page as readers get it over the wire: one request, no other file needed to read it. */
async function bytesOf(front: string) {
  const [gzip, brotli] = await Promise.all(
    ["gzip", "br"].map(async (encoding) => {
      const answer = await fetch(front, { headers: { "accept-encoding": encoding }, method: "HEAD" });
      return Number(answer.headers.get("content-length"));
    }),
  );
  return { page_bytes: gzip, page_bytes_brotli: brotli };
}

async function copyOf(front: string, path: string): Promise<Copy> {
  const answer = await fetch(front + path, { headers: { "accept-encoding": "identity" } });
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}`);
  return { path, body: Buffer.from(await answer.arrayBuffer()), headers: [...answer.headers] };
}

async function measure(targets: Target[]): Promise<Map<string, Round[]>> {
  const measured = new Map<string, Round[]>();
  for (let round = 0; round <= rounds; round++) {
    for (const path of paths) {
      for (const { name, url, pid } of rotate(targets, round)) {
        const before = cpuMicroseconds(pid);
        const { requests, ...found } = await load({
          url: url + path,
          connections,
          seconds: round ? seconds : 1,
        });
        const used = (cpuMicroseconds(pid) ?? Number.NaN) - (before ?? Number.NaN);
        if (round === 0) continue; // Warms up.
        const one = { ...found, cpuMicroseconds: used / requests };
        measured.set(`${name} ${path}`, [...(measured.get(`${name} ${path}`) ?? []), one]);
        console.log(
          `${round} ${name.padEnd(5)} ${path}: ${found.requestsPerSecond.toFixed(0)}/s, p99 ${found.p99Milliseconds.toFixed(1)} ms, ${one.cpuMicroseconds.toFixed(1)} µs CPU`,
        );
      }
    }
  }
  return measured;
}

/** Nobody is always first, or always after the same neighbour's heat. */
function rotate<Item>(items: Item[], by: number): Item[] {
  return items.map((_, index) => items[(index + by) % items.length]!);
}

/** Medians of the rounds, and how the front stands to the others; null for what could not be measured. */
function compare(measured: Map<string, Round[]>, path: string) {
  const median = (name: string, what: keyof Round) =>
    quantile(
      (measured.get(`${name} ${path}`) ?? []).map((round) => round[what]),
      0.5,
    );
  const rounded = (value: number, digits: number) =>
    Number.isFinite(value) ? Number(value.toFixed(digits)) : null;
  const ratio = (other: string, what: keyof Round) => rounded(median("front", what) / median(other, what), 2);
  const of = (name: string) => ({
    [`${name}_requests_per_second`]: rounded(median(name, "requestsPerSecond"), 0),
    [`${name}_p99_ms`]: rounded(median(name, "p99Milliseconds"), 2),
    [`${name}_cpu_us`]: rounded(median(name, "cpuMicroseconds"), 1),
  });
  return {
    front_vs_nginx: ratio("nginx", "requestsPerSecond"),
    front_vs_next: ratio("next", "requestsPerSecond"),
    front_cpu_vs_nginx: ratio("nginx", "cpuMicroseconds"),
    front_cpu_vs_next: ratio("next", "cpuMicroseconds"),
    ...of("front"),
    ...of("next"),
    ...of("nginx"),
  };
}
