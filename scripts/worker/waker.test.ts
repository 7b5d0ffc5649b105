import { expect, test } from "vitest";
import { Waker } from "./waker";

const never = 60_000;

test("a wake-up ends the sleep, and one that came before is not lost", async () => {
  const waker = new Waker();
  const slept = waker.sleep(never);
  waker.wake();
  await slept;
  waker.wake();
  await waker.sleep(never);
});

test("without a wake-up the sleep ends by itself, and each wake-up counts once", async () => {
  const waker = new Waker();
  waker.wake();
  await waker.sleep(never);
  const begun = performance.now();
  await waker.sleep(20);
  expect(performance.now() - begun).toBeGreaterThan(15);
});
