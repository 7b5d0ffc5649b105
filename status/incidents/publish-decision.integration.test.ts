import { expect, test } from "vitest";
import { makeContext, minutesLater } from "@/db/factories";
import { rollback, testDatabase } from "@/db/testing/test-database";
import { openIncident } from "./open-incident";
import { readIncident } from "./read-incident";

const { db } = await testDatabase();

test("the four answers are kept with what they advised then; unasked, nothing is", () =>
  rollback(db, async (tx) => {
    const ctx = await makeContext(tx);
    const said = { title: "Cards", severity: "SEV3", impact: "minor", words: "Cards fail." } as const;
    const open = { ...said, services: [], tell: false, nextUpdateBy: minutesLater(60) };
    const no = { widespread: false, reportedOutside: false, coreInDoubt: false, silenceEmbarrasses: false };
    const decision = { ...no, fewerThanTen: true };
    const { incidentId } = await openIncident(ctx, { ...open, decision });
    const { publishDecision } = (await readIncident(ctx, incidentId))!;
    expect(publishDecision).toEqual({ ...decision, advice: "private_notices" });
    const other = await openIncident(ctx, open);
    expect((await readIncident(ctx, other.incidentId))!.publishDecision).toBeNull();
  }));
