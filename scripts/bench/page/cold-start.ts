import type { Stack } from "@/e2e/stack";
import { startFrontProcess } from "./front-process";

/** Milliseconds from the start of a front's process to the first page read, from what its disk holds. */
export async function coldStart(stack: Stack): Promise<number> {
  const front = await startFrontProcess(stack, 1);
  await front.stop();
  return front.readyMilliseconds;
}
