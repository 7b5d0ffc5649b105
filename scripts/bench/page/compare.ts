import { cpuMicroseconds } from "../cpu";
import { load } from "../load";
import { quantile } from "../quantile";

export type Target = { name: "front" | "next" | "nginx"; url: string; pid: number | null };
type Round = { requestsPerSecond: number; p99Milliseconds: number; cpuMicroseconds: number };
type Plan = { paths: string[]; rounds: number; seconds: number; connections: number };

/** The same pages of several servers, in rounds in turn; by path, the medians and how the front stands to the others. */
export async function compareServers(targets: Target[], plan: Plan) {
  const measured = await measure(targets, plan);
  return Object.fromEntries(plan.paths.map((path) => [path, compare(measured, path)]));
}

async function measure(
  targets: Target[],
  { paths, rounds, seconds, connections }: Plan,
): Promise<Map<string, Round[]>> {
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
