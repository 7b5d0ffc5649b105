import { Writable } from "node:stream";
import { format } from "node:util";
import pino, { type Logger } from "pino";
import { asJson, asText, eachText, type LogFacts, withShownFaults } from "./log-line";
import { requestId } from "./request-id";
import { scrubberOf } from "./scrub";
import { faultWords, isFault } from "./shown-fault";

type Level = "debug" | "info" | "warn" | "error";
type Write = (line: string) => void;

/**
 * A log of JSON lines: time, level, which part of the product, the request that it was for, the words. Faults come into
 * it without what their makers quote, and every text is scrubbed as it leaves: no secret and nobody's address is in
 * it, whoever wrote it, and one entry is one line to whoever reads it. `text`: as a person reads it.
 */
export function makeLog(part: string, write: Write, how: "json" | "text" = "json"): Logger {
  const destination = new Writable({
    write(chunk, _, done) {
      const facts = eachText(JSON.parse(String(chunk)), scrubberOf(process.env));
      write(how === "json" ? asJson(facts) : asText(facts as LogFacts));
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
      serializers: { err: (shown: unknown) => shown },
      hooks: {
        logMethod([first, ...rest], method) {
          const facts = isFault(first) ? { err: first } : first;
          const words = isFault(first) && rest.length === 0 ? [faultWords(first)] : rest;
          method.apply(this, [besideOurs(withShownFaults(facts)), ...words] as Parameters<typeof method>);
        },
      },
    },
    destination,
  );
}

/** What every line says of itself; no field of what is logged takes its place. */
const ours = ["level", "time", "part"];

const besideOurs = (facts: unknown): unknown =>
  typeof facts === "object" && facts !== null
    ? Object.fromEntries(Object.entries(facts).filter(([name]) => !ours.includes(name)))
    : facts;

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
      const error = said.find(isFault);
      const words = format(...said.map((one) => (isFault(one) ? faultWords(one) : withShownFaults(one))));
      kept.drawbridgeLog![level](error ? { err: error } : {}, words);
    };
  Object.assign(console, {
    ...{ log: through("info"), info: through("info"), debug: through("debug") },
    ...{ warn: through("warn"), error: through("error") },
  });
}
