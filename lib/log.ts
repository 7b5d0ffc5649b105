import { Writable } from "node:stream";
import { format } from "node:util";
import pino, { type Logger } from "pino";
import { requestId } from "./request-id";
import { scrub } from "./scrub";

type Level = "debug" | "info" | "warn" | "error";
type Write = (line: string) => void;

/**
 * A log of JSON lines: time, level, which part of the product, the request that it was for, the words. Every line is
 * scrubbed as it leaves, so no secret and nobody's address is in it, whoever wrote it. `text`: as a person reads it.
 */
export function makeLog(part: string, write: Write, how: "json" | "text" = "json"): Logger {
  const destination = new Writable({
    write(chunk, _, done) {
      write(how === "json" ? scrub(String(chunk)) : asText(scrub(String(chunk))));
      done();
    },
  });
  return pino(
    {
      level: process.env.LOG_LEVEL || "info",
      base: { part },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      mixin: () => ({ request: requestId() }),
    },
    destination,
  );
}

const kept = globalThis as typeof globalThis & { drawbridgeLog?: Logger };

/** The log of this process. In tests it says nothing, unless one asks for it. */
export const log = (): Logger => {
  kept.drawbridgeLog ??= makeLog("tool", process.env.VITEST ? () => undefined : toStdout);
  return kept.drawbridgeLog;
};

const toStdout: Write = (line) => process.stdout.write(line);

/** From here on this process logs as a part; what libraries say by `console` goes the same way. */
export function logAs(part: string): void {
  const how = process.env.LOG_FORMAT === "text" ? "text" : "json";
  kept.drawbridgeLog = makeLog(part, toStdout, how);
  const through =
    (level: Level) =>
    (...said: unknown[]) => {
      const error = said.find((one) => one instanceof Error);
      const words = format(...said.map((one) => (one instanceof Error ? one.message : one)));
      kept.drawbridgeLog![level](error ? { err: error } : {}, words);
    };
  Object.assign(console, {
    ...{ log: through("info"), info: through("info"), debug: through("debug") },
    ...{ warn: through("warn"), error: through("error") },
  });
}

/** One line, or more where a fault brings its stack. */
function asText(line: string): string {
  const { level, msg, request, err } = JSON.parse(line) as Record<string, unknown> & {
    err?: { stack?: string };
  };
  const named = request ? ` (request ${request})` : "";
  const words = level === "info" ? msg : `${level}: ${msg}`;
  return `${words}${named}${err?.stack ? `\n${err.stack}` : ""}\n`;
}
