import { beforeAll, expect, test } from "vitest";
import type { Db } from "@/db/client";
import type { Context } from "@/db/context";
import { ensurePublicAudience, makeContext, minutesLater } from "@/db/factories";
import { testDatabase } from "@/db/testing/test-database";
import { openIncident } from "@/status/incidents/open-incident";
import { changeWeights } from "./change-weights";
import { listWeights } from "./list-weights";

let db: Db;
let owner: Context;
let liaison: Context;
let audienceId: string;
beforeAll(async () => {
  ({ db } = await testDatabase());
  owner = await makeContext(db, { role: "owner" });
  liaison = await makeContext(db);
  audienceId = (await ensurePublicAudience(db)).id;
});

const weightOf = async (kind: string) =>
  (await listWeights(liaison))[0]!.findings.find((one) => one.kind === kind)!.weight;
const open = (words: string) =>
  openIncident(liaison, {
    ...{ title: "Payments fail", severity: "SEV2", impact: "major", words, services: [], tell: false },
    nextUpdateBy: minutesLater(20),
  });

test("an owner decides what an audience insists on, and the verbs follow at once", async () => {
  await open("Some users may see errors.");
  await changeWeights(owner, { audienceId, weights: { vague_crowd: "must", guess: "off", blame: "advice" } });
  expect(await weightOf("vague_crowd")).toBe("must");
  expect(await weightOf("guess")).toBe("off");
  await expect(open("Some users may see errors.")).rejects.toMatchObject({ code: "words_refused" });
  const { lint } = await ensurePublicAudience(db);
  expect(lint, "only what differs is kept").toEqual({ vague_crowd: "must", guess: "off" });
  await changeWeights(owner, { audienceId, weights: {} });
  expect(await weightOf("vague_crowd")).toBe("advice");
  await open("Some users may see errors.");
});

test("nobody else decides it, and nobody weighs what there is not", async () => {
  const weights = { blame: "must" } as const;
  await expect(changeWeights(liaison, { audienceId, weights })).rejects.toMatchObject({
    code: "not_allowed",
  });
  await expect(changeWeights(owner, { audienceId: "gone00000000", weights })).rejects.toMatchObject({
    code: "audience_unknown",
  });
  const made = JSON.parse('{"unfilled_variable":"off"}');
  await expect(changeWeights(owner, { audienceId, weights: made })).rejects.toThrow();
});
