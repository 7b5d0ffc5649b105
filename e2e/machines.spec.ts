import { expect, test } from "@playwright/test";
import { hasNginx } from "@/scripts/bench/machines/balancer";
import { arrivalMillisecondsMax, runMachinesTest } from "@/scripts/bench/machines/run";

test.setTimeout(300_000);
test.skip(!hasNginx(), "nginx is not installed, and it is the balancer: apt-get install nginx");

test("three instances behind a balancer: news everywhere within a second, deployed without an error, everybody told once", async () => {
  const lines: string[] = [];
  const verdict = await runMachinesTest({
    ...{ recipients: 400, updates: 6, perSecond: 10 },
    say: (line) => lines.push(line),
  });
  console.log(JSON.stringify(verdict));
  expect(verdict, lines.join("\n")).toMatchObject({
    ...{ instances: 3, updates: 6, failed_while_deploying: 0, over_limit: 0 },
    ...{ lost: 0, doubled: 0, unasked: 0, unknown: 0, disagree: 0, unfinished: 0 },
  });
  for (const slowest of [verdict.listening_after_first_ms, verdict.asking_after_first_ms])
    expect(slowest, lines.join("\n")).toBeLessThanOrEqual(arrivalMillisecondsMax);
  expect(verdict.asked_while_deploying).toBeGreaterThan(200);
});
