import { setTimeout as wait } from "node:timers/promises";
import { hasDraft, keepDraft } from "./drafts";
import type { Fault } from "./fault";
import { listen } from "./listen";
import type { Outcome } from "./outcome";
import type { Stage } from "./stage";
import { allSurfaces, confirmedMilliseconds, watchSurfaces } from "./surfaces";
import { stamp, untilTrue } from "./until-true";

/**
 * How long each fault lasts at least: longer than the front's pause between two questions. The long ones of the whole
 * form: readers are told after a minute. The quick form waits where only time shows that nothing was confirmed.
 */
const lasts = { quick: 1_500, whole: 6_000, long: 66_000 };
const deskMilliseconds = { quick: 20_000, whole: 60_000 };

/**
 * Makes one fault while readers read, ends it, and says what did not hold. `next` publishes the next update, and goes
 * on trying as a person would.
 */
export async function playFault(
  stage: Stage,
  fault: Fault,
  next: () => Promise<void>,
  form: "quick" | "whole",
): Promise<Outcome> {
  const notMade = fault.lacks?.() ?? null;
  const none = {
    fault: fault.name,
    wrong: [],
    reads: 0,
    gapMilliseconds: 0,
    recoveredMilliseconds: 0,
    said: "",
  };
  if (notMade) return { ...none, notMade };
  const { stack, desk, clock } = stage;
  const watching = watchSurfaces(stack.url, await allSurfaces(stack.url), clock.times);
  const { watch, allowed } = watching;
  Object.assign(allowed, {
    isOpen: true,
    mayBeAway: Boolean(fault.gapMillisecondsMax),
    restored: /restored/.test(fault.name),
  });
  const draft = `draft of “${fault.name}”`;
  await keepDraft(stage, draft);
  desk.refusals.length = 0;

  const publish = async () => {
    try {
      await next();
      // Who is told "published" may look at once.
      if (desk.readersHave !== null && !allowed.restored) watching.mustShow(desk.readersHave);
    } catch (error) {
      watch.wrong.push(`not published: ${(error as Error).message}`);
    }
  };
  await fault.make(stage, publish);
  // Whatever was asked before is answered: a later confirmation is a lie.
  const madeAt = Date.now();
  const heard = listen(stage, fault.says, deskMilliseconds[form]);
  const published = publish();
  if (fault.publishes) await published;
  if (form === "whole" || !fault.confirms)
    await wait(fault.lasts && form === "whole" ? lasts.long : lasts[form]);
  if (!fault.confirms) {
    const { confirmed, confirmedAt } = await stamp(stack.url);
    if (Date.parse(confirmedAt) > madeAt)
      watch.wrong.push(`confirmed at ${confirmedAt}, though nobody could know`);
    if (confirmed && fault.lasts && form === "whole")
      watch.wrong.push(`still shown as confirmed after ${confirmedMilliseconds / 1_000} seconds`);
  }
  const { found: said, last } = await heard;
  if (said === null)
    watch.wrong.push(`the desk did not say ${fault.says.join(" and ")}, but: ${last.slice(0, 400)}`);
  await fault.end(stage);
  const endedAt = Date.now();
  await published;
  await publish();
  const recovered = await untilTrue(stage, endedAt);
  if (recovered === null) watch.wrong.push("readers did not get the newest truth, confirmed");
  else if (allowed.restored) watching.isRestored(recovered.version);
  else watching.mustShow(recovered.version);
  await watching.lookAtAll();
  if (!(await hasDraft(stage, draft))) watch.wrong.push("the draft is gone");
  await watching.stop();
  const gap = Math.max(0, ...watch.gaps);
  if (gap > (fault.gapMillisecondsMax ?? 0) && fault.gapMillisecondsMax)
    watch.wrong.push(`readers had no page for ${gap} ms`);
  return {
    ...{
      fault: fault.name,
      notMade,
      wrong: watch.wrong.slice(0, 20),
      reads: watch.reads,
      gapMilliseconds: gap,
    },
    ...{ recoveredMilliseconds: recovered?.milliseconds ?? -1, said: said ?? "" },
  };
}
