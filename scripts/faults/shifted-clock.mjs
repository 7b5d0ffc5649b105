// Preloaded into processes under test: their clock is wrong by what stands in a file, and follows it.
import { readFileSync, writeFileSync } from "node:fs";

const lookMilliseconds = 50;
const RealDate = Date;
const file = process.env.CLOCK_SHIFT_FILE;
let shift = null;
const now = () => RealDate.now() + shift;

function look() {
  try {
    const told = Number(readFileSync(file, "utf8")) || 0;
    if (told === shift) return;
    shift = told;
    // Whoever set it waits for that.
    writeFileSync(`${file}-${process.pid}`, String(told));
  } catch {
    // Between two writes, or after the run: as it was.
    shift ??= 0;
  }
}

if (file) {
  look();
  setInterval(look, lookMilliseconds).unref();
  globalThis.Date = new Proxy(RealDate, {
    construct: (target, given, made) =>
      Reflect.construct(target, given.length ? given : [now()], made === globalThis.Date ? target : made),
    apply: () => new RealDate(now()).toString(),
    get: (target, name) => (name === "now" ? now : Reflect.get(target, name)),
  });
}
