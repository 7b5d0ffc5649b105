import { judge } from "../bench/kill/judge";
import { publish } from "../bench/kill/play";
import { databaseFaults } from "./database-faults";
import type { Fault } from "./fault";
import { line, type Outcome } from "./outcome";
import { playFault } from "./play-fault";
import { processFaults } from "./process-faults";
import { openStage, type Stage } from "./stage";
import { untilFinished } from "./until-told";

export const faults: Fault[] = [...databaseFaults, ...processFaults];

type Options = { quick: boolean; only?: RegExp; say: (line: string) => void };

const recipients = { quick: 120, whole: 600 };
/**
 * After so long a silence the supervisor kills a part: the whole form waits as long as the product does. The quick form
 * is part of every `npm test`, where each second counts; less, and what is only late on a busy machine would be killed.
 */
const hungSeconds = { quick: 6, whole: 30 };

/**
 * Makes one fault after the other in the built product while readers read, a desk publishes and people are told, and
 * says for each what did not hold; in the end whether anything was lost or told twice.
 */
export async function runFaults({ quick, only = /./, say }: Options) {
  const form = quick ? "quick" : "whole";
  const chosen = faults.filter((fault) => (!quick || fault.quick) && only.test(fault.name));
  const begun = performance.now();
  const stage = await openStage({
    ...{ recipients: recipients[form], updates: chosen.length * 2 + 4, hungSeconds: hungSeconds[form] },
  });
  try {
    const told = stage.story[Symbol.iterator]();
    const next = () => publish(told.next().value!, stage);
    await next();
    const outcomes: Outcome[] = [];
    for (const fault of chosen) {
      const outcome = await playFault(stage, fault, next, form).catch((error) =>
        brokenOff(stage, fault, error),
      );
      outcomes.push(outcome);
      say(line(outcome));
    }
    for (const rest of told) await publish(rest, stage);
    const unfinished = await untilFinished(stage);
    const { findings } = await judge({
      ...{ db: stage.database.db, cast: stage.cast, story: stage.story, letters: stage.letters, unfinished },
    });
    for (const [name, lines] of Object.entries(findings))
      for (const one of lines.slice(0, 5)) say(`${name}: ${one}`);
    // What Node or a library will refuse one day, and says while people hear and nobody looks.
    const warnings = [
      ...new Set(stage.stack.output().match(/(Deprecation|MaxListenersExceeded)Warning: [^\n]*/g) ?? []),
    ];
    for (const warning of warnings) say(warning);
    const counted = Object.entries(findings).map(([name, { length }]) => [name, length] as const);
    return {
      faults: outcomes.filter(({ notMade }) => notMade === null).length,
      not_made: outcomes.filter(({ notMade }) => notMade !== null).map(({ fault }) => fault),
      failed: outcomes.filter(({ wrong }) => wrong.length > 0).map(({ fault }) => fault),
      reads: outcomes.reduce((sum, { reads }) => sum + reads, 0),
      longest_gap_ms: Math.max(0, ...outcomes.map(({ gapMilliseconds }) => gapMilliseconds)),
      ...{ letters: stage.letters.length, warnings: warnings.length },
      ...(Object.fromEntries(counted) as Record<keyof typeof findings, number>),
      seconds: Math.round((performance.now() - begun) / 1000),
      outcomes,
    };
  } catch (error) {
    say(stage.stack.output().slice(-6_000));
    throw error;
  } finally {
    await stage.close();
  }
}

/** What cannot be made or ended counts as wrong; it is ended all the same, so that the others are played without it. */
async function brokenOff(stage: Stage, fault: Fault, error: Error): Promise<Outcome> {
  const wrong = [`could not be played: ${error.stack}`];
  await fault.end(stage).catch((again: Error) => void wrong.push(`nor ended: ${again.message}`));
  return {
    ...{ fault: fault.name, wrong, notMade: null, said: "" },
    ...{ reads: 0, gapMilliseconds: 0, recoveredMilliseconds: -1 },
  };
}

export type Verdict = Awaited<ReturnType<typeof runFaults>>;

/** Whether everything that is promised held. */
export function isWell(verdict: Verdict): boolean {
  const { lost, doubled, unasked, unknown, disagree, unfinished, failed, warnings } = verdict;
  return lost + doubled + unasked + unknown + disagree + unfinished + failed.length + warnings === 0;
}
