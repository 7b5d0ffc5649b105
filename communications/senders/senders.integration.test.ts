import { beforeEach, expect, test } from "vitest";
import type { Outcome, Transport } from "@/communications/channels/channel";
import { stage } from "@/communications/testing/stage";
import { senders } from "@/db/schema/senders";
import { handOver } from "./hand-over";
import { letRest, readResting, resumeNow } from "./rest";
import { takeTurn } from "./take-turn";

const scene = stage();
const provider = (over: Partial<Transport> = {}): Transport => ({
  name: "provider",
  messagesPerCall: 100,
  remembersKeys: true,
  perSecond: 50,
  shared: true,
  triesMax: null,
  hand: async (messages) => messages.map(() => ({ kind: "accepted", providerId: null })),
  ...over,
});
const again = (over: object): Extract<Outcome, { kind: "tryAgain" }> & { rest: "fault" } => ({
  kind: "tryAgain",
  reason: "503",
  retryAfterSeconds: null,
  rest: "fault",
  ...over,
});
const letter = {
  ...{ id: "a", to: "ana@reader.example", subject: "s", html: null, text: "t", headers: {} },
};
const elapsed = async (work: () => Promise<unknown>) => {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
};

beforeEach(() => scene.db.delete(senders));

test("workers that draw turns at the same time together keep to the rate", async () => {
  await takeTurn(scene.db, provider());
  const turns = 25;
  const took = await elapsed(() =>
    Promise.all(Array.from({ length: turns }, () => takeTurn(scene.db, provider()))),
  );
  // 25 turns at 50 a second: never sooner than the limit allows. How late is the bench's to tell.
  expect(took).toBeGreaterThan((turns / 50) * 1000);
});

test("a smaller limit that the provider told us counts, for everybody", async () => {
  await takeTurn(scene.db, provider({ toldPerSecond: 10 }));
  const took = await elapsed(() => Promise.all([1, 2, 3].map(() => takeTurn(scene.db, provider()))));
  expect(took).toBeGreaterThan(300);
});

test("one that has no limit holds nobody up", async () => {
  const took = await elapsed(async () => {
    for (let n = 0; n < 50; n++) await takeTurn(scene.db, provider({ perSecond: null }));
  });
  expect(took).toBeLessThan(5_000);
});

test("while a provider rests nobody calls it; when the time is over they do", async () => {
  await letRest(scene.db, "provider", again({ retryAfterSeconds: 0.4 }));
  const took = await elapsed(() => takeTurn(scene.db, provider()));
  expect(took).toBeGreaterThan(380);
});

test("faults that come together are one; in a row they make the rest longer; an answer ends it", async () => {
  const rest = async () => (await scene.db.select().from(senders))[0]!;
  await Promise.all([1, 2, 3].map(() => letRest(scene.db, "provider", again({}))));
  expect((await rest()).faultsInRow).toBe(1);
  await scene.db.update(senders).set({ pausedUntil: new Date(0) });
  await letRest(scene.db, "provider", again({}));
  expect((await rest()).faultsInRow).toBe(2);
  expect((await rest()).pausedUntil!.getTime() - Date.now()).toBeGreaterThan(1_000);
  await scene.db.update(senders).set({ pausedUntil: new Date(0) });
  await handOver(scene.db, provider(), [letter], "k");
  expect(await rest()).toMatchObject({ faultsInRow: 0, pausedUntil: null, pausedWhy: null });
});

test("a used-up quota is shown with when it resumes, and a person may resume before", async () => {
  const quota = { rest: "quota" as never, reason: "daily_quota_exceeded", retryAfterSeconds: 3600 };
  await letRest(scene.db, "provider", again(quota));
  const [resting] = await readResting(scene.db, new Date());
  expect(resting).toMatchObject({ name: "provider", why: expect.stringContaining("quota") });
  expect(resting!.until.getTime()).toBeGreaterThan(Date.now() + 3_500_000);
  const viewer = { ...scene.liaison(), actor: { kind: "user", id: "x", role: "viewer", name: "V" } as const };
  await expect(resumeNow(viewer, { name: "provider" })).rejects.toMatchObject({ code: "not_allowed" });
  expect(await readResting(scene.db, new Date())).toHaveLength(1);
  await resumeNow(scene.liaison(), { name: "provider" });
  expect(await readResting(scene.db, new Date())).toEqual([]);
  expect(await takeTurn(scene.db, provider())).toEqual({ kind: "now" });
});

test("addresses that are hosts of their own let nothing rest", async () => {
  const stuck = provider({ shared: false, hand: async () => [again({})] });
  await handOver(scene.db, stuck, [letter], "k");
  expect(await scene.db.select().from(senders)).toEqual([]);
});
