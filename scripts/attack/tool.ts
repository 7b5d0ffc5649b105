import { spawn, spawnSync } from "node:child_process";

const killAfterMilliseconds = 5_000;

/** Which of the programs are not installed. */
export const missing = (programs: string[]) =>
  programs.filter((program) => spawnSync(program, ["-h"], { stdio: "ignore" }).error);

/** Runs a program for at most so many seconds and answers all that it printed, also when its time was up. */
export function runTool(program: string, args: string[], secondsMax: number): Promise<string> {
  return new Promise((resolve, reject) => {
    let output = "";
    const child = spawn(program, args, { stdio: ["ignore", "pipe", "pipe"] });
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding("utf8").on("data", (text: string) => {
        output += text;
      });
    const stop = setTimeout(() => child.kill("SIGINT"), secondsMax * 1000);
    const kill = setTimeout(() => child.kill("SIGKILL"), secondsMax * 1000 + killAfterMilliseconds);
    child.on("error", reject);
    child.on("close", () => {
      clearTimeout(stop);
      clearTimeout(kill);
      resolve(output);
    });
  });
}
