import { afterEach, expect, test, vi } from "vitest";
import { backOff, Supervisor } from "./supervisor";

const running: Supervisor[] = [];
const supervisor = (held?: (name: string) => boolean) => {
  const lines: string[] = [];
  const one = new Supervisor({ say: (line) => lines.push(line), held });
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
const waits = { name: "waits", args: ["-e", "console.log('up'); setInterval(() => {}, 1000)"], env: {} };

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
  await vi.waitFor(() => expect(one.pids().waits ?? first).not.toBe(first), 5000);
});

test("a part that is held is not started until it is let go", async () => {
  let held = true;
  const { one } = supervisor(() => held);
  one.start(waits);
  expect(one.pids()).toEqual({});
  held = false;
  await vi.waitFor(() => expect(one.pids().waits).toBeGreaterThan(0), 5000);
});

test("stopping ends every part, also one that ignores the polite signal, and starts none again", async () => {
  const { one, lines } = supervisor();
  one.start(waits);
  one.start({
    ...waits,
    name: "stubborn",
    args: ["-e", "process.on('SIGTERM', () => {}); console.log('up'); setInterval(() => {}, 1000)"],
  });
  await vi.waitFor(() => expect(lines).toHaveLength(2), 5000);
  const pids = Object.values(one.pids());
  await one.stop();
  expect(pids.map(alive)).toEqual([false, false]);
  expect(one.pids()).toEqual({});
}, 15_000);

test("what a part says is passed on with its name", async () => {
  const { one, lines } = supervisor();
  one.start(waits);
  await vi.waitFor(() => expect(lines).toContain("waits | up"), 5000);
});
