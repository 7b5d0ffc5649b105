import { log } from "./log";
import { isFault } from "./shown-fault";

/** A fault that nobody caught ends this process, as Node would, but is said as the log says all: Node would quote it whole. */
export function logCrashes(): void {
  process.on("uncaughtException", (thrown: unknown) => {
    const err = isFault(thrown) ? thrown : new Error(typeof thrown === "string" ? thrown : "Not an error");
    log().error({ err }, "Nobody caught a fault: this process ends");
    process.exit(1);
  });
}
