import { randomUUID } from "node:crypto";
import { mkdirSync, readFileSync, rmdirSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";

/** An owner touches its file this often; one that was silent for so long is dead, whoever has its process id now. */
const beatMilliseconds = 2_000;
const silentMilliseconds = 30_000;

/** Gives the lock back. Does nothing when somebody has taken it over. */
export type Release = () => void;

/** The lock is somebody else's. */
export class LockHeldError extends Error {}

/**
 * Takes a lock that lives as a file, waiting at most `patienceSeconds`; a dead owner's file is taken over.
 * Throws LockHeldError when the owner outlasts the patience.
 */
export async function takeLock(file: string, patienceSeconds: number): Promise<Release> {
  const mine = `${process.pid} ${randomUUID()}`;
  const until = Date.now() + patienceSeconds * 1000;
  while (!create(file, mine)) {
    if (removeIfDead(file)) continue;
    if (Date.now() >= until) throw new LockHeldError(`Process ${ownerOf(file)} holds ${file}.`);
    await wait(50);
  }
  const beat = setInterval(() => touch(file), beatMilliseconds).unref();
  return () => {
    clearInterval(beat);
    if (read(file) === mine) rmSync(file, { force: true });
  };
}

/** Runs `work` while nobody else on this machine does under the same file. */
export async function withLock<T>(file: string, patienceSeconds: number, work: () => Promise<T>): Promise<T> {
  const release = await takeLock(file, patienceSeconds);
  try {
    return await work();
  } finally {
    release();
  }
}

function create(file: string, content: string): boolean {
  try {
    writeFileSync(file, content, { flag: "wx" });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

/**
 * Only one process at a time may judge and remove: of two that saw the same dead owner, the slower one would
 * remove the quicker one's new lock.
 */
function removeIfDead(file: string): boolean {
  const judging = `${file}.judging`;
  try {
    mkdirSync(judging);
  } catch {
    // Held for microseconds: an old one was left by a judge that was killed.
    if (silentFor(judging) > silentMilliseconds) rmSync(judging, { recursive: true, force: true });
    return false;
  }
  try {
    if (!isDead(file)) return false;
    rmSync(file, { force: true });
    return true;
  } finally {
    rmdirSync(judging);
  }
}

function isDead(file: string): boolean {
  if (silentFor(file) > silentMilliseconds) return true;
  const owner = ownerOf(file);
  // Nobody's yet: for a moment a lock exists without its owner's name.
  if (!owner) return false;
  try {
    process.kill(owner, 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "ESRCH";
  }
}

function silentFor(path: string): number {
  const found = statSync(path, { throwIfNoEntry: false });
  return found ? Date.now() - found.mtimeMs : 0;
}

const ownerOf = (file: string) => Number(read(file).split(" ")[0]);

function read(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}

function touch(file: string): void {
  try {
    utimesSync(file, new Date(), new Date());
  } catch {
    // Removed by hand: there is nothing to keep alive.
  }
}
