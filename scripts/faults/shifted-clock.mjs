// Preloaded into processes under test: their clock is wrong by what stands in a file, and follows it.
import { readFileSync } from "node:fs";

const lookMilliseconds = 50;
const RealDate = Date;
let shift = 0;
const now = () => RealDate.now() + shift;

function look() {
  try {
    shift = Number(readFileSync(process.env.CLOCK_SHIFT_FILE, "utf8")) || 0;
  } catch {
    // Between two writes, or after the run: as it was.
  }
}

if (process.env.CLOCK_SHIFT_FILE) {
  look();
  setInterval(look, lookMilliseconds).unref();
  globalThis.Date = new Proxy(RealDate, {
    construct: (target, given, made) =>
      Reflect.construct(target, given.length ? given : [now()], made === globalThis.Date ? target : made),
    apply: () => new RealDate(now()).toString(),
    get: (target, name) => (name === "now" ? now : Reflect.get(target, name)),
  });
}
