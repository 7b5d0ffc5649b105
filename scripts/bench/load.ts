import { spawn, spawnSync } from "node:child_process";

export type Load = { requestsPerSecond: number; p99Milliseconds: number; requests: number };
type Options = { url: string; connections: number; seconds: number };

/** The load generator at hand: wrk when installed, for it leaves more of the machine to the server; else autocannon. */
export const generator = spawnSync("wrk", ["-v"]).error ? "autocannon" : "wrk";

/** Reads one address over kept connections, gzip asked for. Throws when any answer was not 200. */
export async function load({ url, connections, seconds }: Options): Promise<Load> {
  if (generator === "autocannon") {
    const args = ["-j", "-c", `${connections}`, "-d", `${seconds}`, "-H", "accept-encoding=gzip", url];
    const output = await run(process.execPath, ["node_modules/autocannon/autocannon.js", ...args]);
    const { requests, latency, non2xx, errors } = JSON.parse(output.slice(output.indexOf("{")));
    if (non2xx + errors > 0) throw new Error(`${url}: ${non2xx + errors} failed answers`);
    return {
      requestsPerSecond: requests.average,
      p99Milliseconds: latency.p99,
      requests: requests.total,
    };
  }
  const args = [
    "-t1",
    `-c${connections}`,
    `-d${seconds}s`,
    "--latency",
    "--timeout",
    "10s",
    "-H",
    "Accept-Encoding: gzip",
    url,
  ];
  const output = await run("wrk", args);
  if (/Non-2xx|Socket errors/.test(output)) throw new Error(`${url}: failed answers\n${output}`);
  const [, p99, unit] = /99%\s+([\d.]+)(us|ms|s)\b/.exec(output)!;
  return {
    requestsPerSecond: Number(/Requests\/sec:\s+([\d.]+)/.exec(output)![1]),
    p99Milliseconds: Number(p99) * { us: 0.001, ms: 1, s: 1000 }[unit as "us" | "ms" | "s"],
    requests: Number(/(\d+) requests in/.exec(output)![1]),
  };
}

function run(command: string, args: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    let output = "";
    const child = spawn(command, args, { stdio: ["ignore", "pipe", "inherit"] });
    child.stdout.setEncoding("utf8").on("data", (text) => {
      output += text;
    });
    child.on("error", reject);
    child.on("close", (code) =>
      code ? reject(new Error(`${command} ended with ${code}`)) : resolve(output),
    );
  });
}
