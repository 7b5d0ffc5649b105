import type { Finding, Run } from "./findings";
import { runTool } from "./tool";

/** An address with the places to inject in, and the form that is posted to it, if it is one. */
export type SqlTarget = { name: string; url: string; data?: string; cookie?: string };

/**
 * Injects SQL into every field of a target. `xforwardedfor` comes from another network with each request, so that our own
 * bounds on tries do not stand before what is tested.
 */
export async function sqlmap(target: SqlTarget, folder: string, secondsMax: number): Promise<Run> {
  const begun = performance.now();
  const output = await runTool(
    "sqlmap",
    [
      ...["-u", target.url, "--batch", "--disable-coloring", "--flush-session", "--output-dir", folder],
      ...["--level", "2", "--risk", "2", "--technique", "BEU", "--dbms", "PostgreSQL", "--threads", "4"],
      ...["--tamper", "xforwardedfor", "--skip-waf", "--ignore-code", "401,403,404,410,413,422,429"],
      ...["--timeout", "10", "--retries", "1", "-v", "1"],
      ...(target.data ? ["--data", target.data] : []),
      ...(target.cookie ? ["--cookie", target.cookie] : []),
    ],
    secondsMax,
  );
  const seconds = (performance.now() - begun) / 1000;
  return { tool: "sqlmap", name: target.name, seconds, ...readSqlmap(output, target.name) };
}

/** What sqlmap's log says: the tests that it made, and the parameters that it could inject into. */
export function readSqlmap(output: string, where: string): { tried: number; findings: Finding[] } {
  const tried = output.match(/testing '/g)?.length ?? 0;
  const injected = [...output.matchAll(/^Parameter: (.+)\n\s+Type: (.+)$/gm)].map(([, parameter, type]) => ({
    ...{ tool: "sqlmap" as const, what: `SQL injection (${type})`, where, detail: parameter! },
  }));
  const faults = [...output.matchAll(/(?<=^|, )\s*(5\d\d) \([^)]*\) - (\d+) times/gm)].map(
    ([, status, times]) => ({
      ...{ tool: "sqlmap" as const, what: `answered ${status}`, where, detail: `${times} times` },
    }),
  );
  return { tried, findings: [...injected, ...faults] };
}
