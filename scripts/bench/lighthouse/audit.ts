import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { z } from "zod";

/** The last Lighthouse that runs on Node 20. It is 200 packages: fetched when it is wanted, not with the product. */
export const lighthouse = "lighthouse@12.8.2";
const secondsMax = 120;

const Score = z.number().nullable();
const Report = z.object({
  categories: z.record(z.string(), z.object({ score: Score })),
  audits: z.record(
    z.string(),
    z.object({ title: z.string(), score: Score, numericValue: z.number().optional() }),
  ),
});
export type Audited = { scores: Record<string, number>; firstPaintMilliseconds: number; failed: string[] };

/** Audits a page as a phone on a slow network reads it (Lighthouse's own default), with a browser on this machine. */
export async function audit(url: string, browser: string, file: string): Promise<Audited> {
  const args = [
    ...["--yes", "--ignore-scripts", lighthouse, url, "--output=json", `--output-path=${file}`, "--quiet"],
    ...["--chrome-flags=--headless=new --no-sandbox --disable-dev-shm-usage", "--no-enable-error-reporting"],
  ];
  await run("npx", args, { CHROME_PATH: browser });
  return readReport(readFileSync(file, "utf8"));
}

/** What a report says: points of 100 in each category, and what cost them. */
export function readReport(json: string): Audited {
  const { categories, audits } = Report.parse(JSON.parse(json));
  const scores = Object.entries(categories).map(([name, { score }]) => [
    name,
    Math.round((score ?? 0) * 100),
  ]);
  return {
    scores: Object.fromEntries(scores),
    firstPaintMilliseconds: Math.round(audits["first-contentful-paint"]?.numericValue ?? Number.NaN),
    failed: Object.entries(audits)
      .filter(([, { score }]) => score !== null && score < 0.9)
      .map(([name, { title }]) => `${name}: ${title}`),
  };
}

function run(program: string, args: string[], env: Record<string, string>): Promise<void> {
  return new Promise((resolve, reject) => {
    let output = "";
    const child = spawn(program, args, {
      env: { ...process.env, ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding("utf8").on("data", (text: string) => {
        output += text;
      });
    const late = setTimeout(() => child.kill("SIGKILL"), secondsMax * 1000);
    child.on("error", reject);
    child.on("close", (code) => {
      clearTimeout(late);
      if (code === 0) resolve();
      else reject(new Error(`${args.join(" ")} ended with ${code}:\n${output.slice(-2_000)}`));
    });
  });
}
