import { availableParallelism, loadavg } from "node:os";
import { buildIfChanged } from "@/scripts/up/build-if-changed";
import { signInAtDesk } from "../kill/desk";
import { publish } from "../kill/play";
import { admin } from "./instances";
import { measureArrivals } from "./measure-arrivals";
import { everybodyTold, judgeTelling, openStage, type Stage, wrongIn } from "./stage";
import { watch } from "./watch";
import { whatPeopleDo } from "./what-people-do";

export type Options = {
  recipients: number;
  updates: number;
  perSecond: number;
  say: (line: string) => void;
  /** Measures something more before it ends. */
  more?: (stage: Stage) => Promise<object>;
};

/** Updates that are kept for the deployment. */
const whileDeploying = 2;

/**
 * Three instances behind a balancer: publishes and measures when each front has it; deploys one after the other while
 * readers read and a desk works; then compares who was to hear with what the provider took.
 */
export async function runMachinesTest({ more, ...options }: Options) {
  const { say } = options;
  const undo: (() => unknown)[] = [];
  try {
    // Each instance gets a copy of it.
    await buildIfChanged();
    const stage = await openStage(options, undo);
    const { stacks, publicUrl, databaseUrl, story, startedSeconds } = stage;
    const fronts = stacks.map(({ url }) => url);
    const desk = await signInAtDesk(fronts[0]!, admin);
    const rest = async () => {
      await everybodyTold(stage);
    };
    const arrivals = await measureArrivals(
      { fronts, databaseUrl, desk, rest },
      story.slice(0, -whileDeploying).map((said) => (desk) => publish(said, { ...stage, desk })),
      say,
    );

    const [load = Number.NaN] = loadavg();
    const balanced = await signInAtDesk(publicUrl, admin);
    const stopWatching = watch(whatPeopleDo(publicUrl, balanced.cookie));
    const deployedMilliseconds: number[] = [];
    for (const [number, stack] of stacks.entries()) {
      const from = performance.now();
      await stack.end();
      if (number > 0) await publish(story.at(number - 3)!, { ...stage, desk: balanced });
      await stack.start();
      deployedMilliseconds.push(Math.round(performance.now() - from));
      say(`Instance ${number + 1} was deployed in ${deployedMilliseconds.at(-1)} ms`);
    }
    const watched = await stopWatching();
    const telling = await judgeTelling(stage, say);
    for (const line of watched.failed.slice(0, 10)) say(line);
    if (watched.failed.length > 0) say(stacks.map((stack) => stack.output().slice(-3_000)).join("\n\n"));
    return {
      ...{ instances: stacks.length, cores: availableParallelism(), started_together_s: startedSeconds },
      // Of the last minute, ours and others': what it was when the publishes were measured.
      load: Number(load.toFixed(1)),
      ...arrivals,
      deployed_ms: deployedMilliseconds,
      asked_while_deploying: watched.asked,
      failed_while_deploying: watched.failed.length + watched.askedToSignIn,
      ...telling,
      ...(await more?.(stage)),
    };
  } finally {
    for (const step of undo.reverse()) await step();
  }
}

export type Verdict = Awaited<ReturnType<typeof runMachinesTest>>;

/** From the commit of a publish at rest until every front has it, in half of all; the slowest share two cores by three. */
const arrivalMillisecondsMax = 1_000;
/** Of all calls: a process that was starved between its turn and its call arrives with the next one. */
const overLimitShareMax = 0.1;

/** Whether everything that is promised of many machines held. */
export function isWell(verdict: Verdict): boolean {
  const typical = verdict.publish_to_every_front_ms.at_rest.from_commit.p50;
  const calledTooSoon = verdict.over_limit > verdict.provider_calls * overLimitShareMax;
  const wrong = wrongIn({ ...verdict, over_limit: 0 }) + verdict.failed_while_deploying;
  return wrong === 0 && !calledTooSoon && typical <= arrivalMillisecondsMax;
}
