import { Counter, collectDefaultMetrics, Gauge, Registry } from "prom-client";
import type { Keeper } from "../keeper";
import type { Publication } from "../publication";
import type { Traffic } from "./traffic";

type Parts = {
  traffic: Traffic;
  publication: Publication;
  keeper: Keeper;
  now: () => number;
};

const made = new WeakMap<Traffic, Registry>();

/** What the front knows, in the words of Prometheus; each value is looked up as it is asked for. */
export function frontMetrics(parts: Parts): Registry {
  const registry = made.get(parts.traffic) ?? makeMetrics(parts);
  made.set(parts.traffic, registry);
  return registry;
}

function makeMetrics({ traffic, publication, keeper, now }: Parts): Registry {
  const registers = [new Registry()];
  collectDefaultMetrics({ register: registers[0], prefix: "drawbridge_front_" });
  new Counter({
    name: "drawbridge_http_requests_total",
    help: "Answers to readers and people, by surface and status.",
    labelNames: ["surface", "status"],
    registers,
    collect() {
      this.reset();
      for (const { surface, status, n } of traffic.all()) this.inc({ surface, status }, n);
    },
  });
  const gauge = (name: string, help: string, value: () => number) =>
    new Gauge({
      ...{ name: `drawbridge_publication_${name}`, help, registers },
      collect() {
        this.set(value());
      },
    });
  gauge("version", "The version that readers get; -1 before the first.", () => publication.version ?? -1);
  gauge("age_seconds", "Seconds since what readers get was last confirmed; -1 before the first.", () =>
    publication.version === null ? -1 : (now() - publication.confirmedAt) / 1000,
  );
  gauge("confirmed", "1 while readers may trust what they see.", () =>
    publication.version !== null && publication.stampAt(now()).confirmed ? 1 : 0,
  );
  gauge("pages", "Pages that are held.", () => publication.pages.size);
  gauge("disk_fault", "1 while the disk refuses to keep the publication.", () => (keeper.fault ? 1 : 0));
  return registers[0]!;
}
