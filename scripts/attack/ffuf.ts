import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { Finding, Run } from "./findings";
import { runTool } from "./tool";

/** `url` has FUZZ where the words go. `secret`: nothing there may be answered with 200. */
export type FfufTarget = { name: string; url: string; words: string[]; secret: boolean; cookie?: string };

/** Asks for many addresses. What is there and should not be, and every fault of ours, is a finding. */
export async function ffuf(target: FfufTarget, folder: string, secondsMax: number): Promise<Run> {
  const begun = performance.now();
  const [list, report] = ["txt", "json"].map((kind) =>
    join(folder, `ffuf-${target.name.replace(/\W+/g, "-")}.${kind}`),
  );
  writeFileSync(list!, `${target.words.join("\n")}\n`);
  await runTool(
    "ffuf",
    [
      ...["-u", target.url, "-w", list!, "-of", "json", "-o", report!, "-s", "-t", "8", "-timeout", "10"],
      ...["-mc", `200,204,206,500-599`, "-maxtime", String(secondsMax - 5)],
      ...(target.cookie ? ["-H", `Cookie: ${target.cookie}`] : []),
    ],
    secondsMax,
  );
  const findings = readFfuf(readFileSync(report!, "utf8"), target.secret);
  const seconds = (performance.now() - begun) / 1000;
  return { tool: "ffuf", name: target.name, tried: target.words.length, seconds, findings };
}

const Report = z.object({
  results: z.array(z.object({ url: z.string(), status: z.number(), length: z.number() })).nullable(),
});

/** What a report in ffuf's JSON says. */
export function readFfuf(json: string, secret: boolean): Finding[] {
  const { results } = Report.parse(JSON.parse(json));
  return (results ?? [])
    .filter(({ status }) => status >= 500 || secret)
    .map(({ url, status, length }) => ({
      ...{ tool: "ffuf" as const, where: url, detail: `${length} bytes` },
      what: status >= 500 ? `answered ${status}` : "answered although nothing should be there",
    }));
}
