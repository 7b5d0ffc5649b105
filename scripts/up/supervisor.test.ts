import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { afterEach, expect, test, vi } from "vitest";
import { backOff, Supervisor } from "./supervisor";

const running: Supervisor[] = [];
type Options = Partial<ConstructorParameters<typeof Supervisor>[0]>;
const supervisor = (options: Options = {}) => {
  const lines: string[] = [];
  const one = new Supervisor({ say: (line) => lines.push(line), ...options });
  running.push(one);
  return { one, lines };
};
const alive = (pid: number) => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};
const stays = "setInterval(() => {}, 1000)";
const waits = { name: "waits", args: ["-e", `console.log('up'); ${stays}`], env: {} };
const soon = { timeout: 8000, interval: 20 };

afterEach(async () => {
  await Promise.all(running.splice(0).map((one) => one.stop()));
});

test("the wait after a death doubles, up to ten seconds", () => {
  expect([1, 2, 3, 4, 7, 20].map(backOff)).toEqual([200, 400, 800, 1600, 10_000, 10_000]);
});

test("a part that is killed is started again", async () => {
  const { one } = supervisor();
  one.start(waits);
  const first = one.pids().waits!;
  process.kill(first, "SIGKILL");
  await vi.waitFor(() => expect(one.pids().waits ?? first).not.toBe(first), soon);
});

test("a part that keeps dying is started after longer and longer waits", async () => {
  const { one, lines } = supervisor();
  one.start({ name: "dies", args: ["-e", "process.exit(3)"], env: {} });
  const said = () => lines.filter((line) => line.includes("again"));
  await vi.waitFor(() => expect(said().length).toBeGreaterThanOrEqual(2), soon);
  expect(said().slice(0, 2)).toEqual(["dies ended (3); again in 0.2 s", "dies ended (3); again in 0.4 s"]);
});

test("a part that is held is not started until it is let go", async () => {
  let held = true;
  const { one } = supervisor({ held: () => held });
  one.start(waits);
  expect(one.pids()).toEqual({});
  held = false;
  await vi.waitFor(() => expect(one.pids().waits).toBeGreaterThan(0), soon);
});

test("stopping ends every part, also one that ignores the polite signal, and starts none again", async () => {
  const { one, lines } = supervisor({ patienceMilliseconds: 300 });
  one.start(waits);
  one.start({
    ...waits,
    name: "stubborn",
    args: ["-e", `process.on('SIGTERM', () => {}); console.log('up'); ${stays}`],
  });
  await vi.waitFor(() => expect(lines).toHaveLength(2), soon);
  const pids = Object.values(one.pids());
  await one.stop();
  expect(pids.map(alive)).toEqual([false, false]);
  expect(one.pids()).toEqual({});
});

test("a part that outlives the others ends with the second call, and none is started again meanwhile", async () => {
  const { one, lines } = supervisor();
  for (const name of ["front", "app"]) one.start({ ...waits, name });
  await vi.waitFor(() => expect(lines).toHaveLength(2), soon);
  const { front, app } = one.pids();
  await one.stop(["front"]);
  expect([alive(front!), alive(app!)]).toEqual([true, false]);
  await one.stop();
  expect(alive(front!)).toBe(false);
  expect(one.pids()).toEqual({});
});

test.each([
  ["the last started first", undefined, ["third | bye", "second | bye", "first | bye"]],
  ["the one that takes requests before all others", "first", ["first | bye", "third | bye", "second | bye"]],
])("parts are ended in turn, %s", async (_, endsFirst, said) => {
  const { one, lines } = supervisor({ ...(endsFirst && { endsFirst }) });
  const tells = (name: string) => ({
    name,
    args: [
      "-e",
      `process.on('SIGTERM', () => { console.log('bye'); process.exit() }); console.log('up'); ${stays}`,
    ],
    env: {},
  });
  for (const name of ["first", "second", "third"]) one.start(tells(name));
  await vi.waitFor(() => expect(lines).toHaveLength(3), soon);
  await one.stop();
  await vi.waitFor(() => expect(lines.slice(3)).toEqual(said), soon);
});

test.each([
  ["is stopped", stays, "SIGSTOP"],
  ["turns in a circle", `process.on('SIGUSR2', () => { for (;;); }); ${stays}`, "SIGUSR2"],
] as const)("a part that %s says nothing any more, and is started anew", async (_, program, signal) => {
  const { one, lines } = supervisor({ hungSeconds: 3 });
  one.start({ name: "hangs", args: ["-e", `${program}; console.log('up')`], env: {} });
  await vi.waitFor(() => expect(lines).toContain("hangs | up"), soon);
  const first = one.pids().hangs!;
  process.kill(first, signal);
  await vi.waitFor(() => expect(one.pids().hangs ?? first).not.toBe(first), { ...soon, timeout: 12_000 });
  expect(lines.join()).toContain("hangs says nothing for 3 s: it is started anew");
});

test("a part that runs, and says nothing to us, is left alone", async () => {
  const { one, lines } = supervisor({ hungSeconds: 2 });
  one.start(waits);
  await new Promise((done) => setTimeout(done, 4_000));
  expect(lines).toEqual(["waits | up"]);
});

/** Starts a child of its own, says its process id, and stays. */
const parent = `const { spawn } = require("node:child_process");
  console.log(spawn(process.execPath, ["-e", ${JSON.stringify(stays)}]).pid); ${stays}`;

test.skipIf(process.platform === "win32")("what a part started ends with it", async () => {
  const { one, lines } = supervisor();
  one.start({ name: "parent", args: ["-e", parent], env: {} });
  await vi.waitFor(() => expect(lines).toHaveLength(1), soon);
  const grandchild = Number(lines[0]!.split("| ")[1]);
  expect(alive(grandchild)).toBe(true);
  process.kill(one.pids().parent!, "SIGKILL");
  await vi.waitFor(() => expect(alive(grandchild)).toBe(false), soon);
});

test("no part outlives a supervisor that is killed", async () => {
  const module = JSON.stringify(new URL("./supervisor.ts", import.meta.url).href);
  const code = `import { Supervisor } from ${module};
    new Supervisor({ say: (line) => console.log(line) }).start({ name: "parent", args: ["-e", ${JSON.stringify(parent)}], env: {} });`;
  const up = spawn(process.execPath, ["--import", "tsx", "--input-type=module", "-e", code]);
  const [line] = (await once(createInterface({ input: up.stdout }), "line")) as [string];
  const grandchild = Number(line.split("| ")[1]);
  expect(alive(grandchild)).toBe(true);
  up.kill("SIGKILL");
  await vi.waitFor(() => expect(alive(grandchild)).toBe(false), soon);
});

test("what a part says is passed on line by line with its name", async () => {
  const { one, lines } = supervisor();
  const slow = "process.stdout.write('one li'); setTimeout(() => console.log('ne\\nanother'), 50)";
  one.start({ name: "speaks", args: ["-e", `${slow}; ${stays}`], env: {} });
  await vi.waitFor(() => expect(lines).toEqual(["speaks | one line", "speaks | another"]), soon);
});
