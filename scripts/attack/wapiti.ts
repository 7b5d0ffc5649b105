import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { Finding, Run } from "./findings";
import { runTool } from "./tool";

export type WapitiTarget = { name: string; url: string; start?: string[]; cookie?: string };

/** All that need nobody outside: `ssrf` and `xxe` ask to be called back over the internet. */
const modules =
  "backup,cookieflags,crlf,csp,csrf,exec,file,htaccess,http_headers,methods,permanentxss,redirect,shellshock,sql,xss";

/** Finds the pages of a site by its links and forms, and attacks what it finds. */
export async function wapiti(target: WapitiTarget, folder: string, secondsMax: number): Promise<Run> {
  const begun = performance.now();
  const report = join(folder, `wapiti-${target.name.replace(/\W+/g, "-")}.json`);
  const output = await runTool(
    "wapiti",
    [
      ...["-u", target.url, "--scope", "folder", "-m", modules, "-f", "json", "-o", report, "-v", "2"],
      ...["--flush-session", "--store-session", folder, "--no-bugreport", "-t", "10", "-d", "3"],
      ...["--max-links-per-page", "30", "--max-files-per-dir", "15", "--max-parameters", "30"],
      ...["--max-scan-time", String(Math.floor(secondsMax * 0.25))],
      ...[
        "--max-attack-time",
        String(Math.max(4, Math.floor((secondsMax * 0.7) / modules.split(",").length))),
      ],
      ...(target.start ?? []).flatMap((url) => ["-s", url]),
      ...(target.cookie ? ["-H", `Cookie: ${target.cookie}`] : []),
    ],
    secondsMax,
  );
  const seconds = (performance.now() - begun) / 1000;
  const tried = output.match(/^\[¨\]|^\[\+\] (?:GET|POST)/gm)?.length ?? 0;
  return {
    tool: "wapiti",
    name: target.name,
    tried,
    seconds,
    findings: readWapiti(reportIn(report, output)),
  };
}

function reportIn(file: string, output: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    throw new Error(`wapiti left no report at ${file}. The last that it said:
${output.slice(-1_000)}`);
  }
}

const Kind = z.array(
  z.object({
    method: z.string().default(""),
    path: z.string(),
    info: z.string(),
    parameter: z.string().nullish(),
  }),
);
const Report = z.object({
  vulnerabilities: z.record(z.string(), Kind),
  anomalies: z.record(z.string(), Kind),
});

/** What a report in wapiti's JSON says: vulnerabilities, and answers that no program should give (5xx, none in time). */
export function readWapiti(json: string): Finding[] {
  const { vulnerabilities, anomalies } = Report.parse(JSON.parse(json));
  return [...Object.entries(vulnerabilities), ...Object.entries(anomalies)].flatMap(([what, found]) =>
    found.map(({ method, path, info, parameter }) => ({
      ...{ tool: "wapiti" as const, what, where: `${method} ${path}`.trim() },
      detail: parameter ? `${info} (${parameter})` : info,
    })),
  );
}
