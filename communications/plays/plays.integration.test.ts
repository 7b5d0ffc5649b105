import { and, eq, isNull, sql } from "drizzle-orm";
import fc from "fast-check";
import { beforeEach, describe, expect, test } from "vitest";
import { minutesLater, noon, openOnCheckout, say, stage } from "@/communications/testing/stage";
import { tick } from "@/communications/tick";
import type { Actor, Context } from "@/db/context";
import { makeAudience, makeUser } from "@/db/factories";
import {
  events,
  incidentAudiences,
  incidentRoleHolders,
  personalLetters,
  playRuns,
  playSets,
  summons,
  summonsCalls,
  users,
  wordTemplates,
} from "@/db/schema";
import { lowerSeverity } from "@/status/incidents/lower-severity";
import { raiseSeverity } from "@/status/incidents/raise-severity";
import { takeRole } from "@/status/incidents/roles/take-role";
import { acknowledgeSummons } from "@/status/plays/acknowledge-summons";
import { acknowledgeByLetter, readSummonsAsked } from "@/status/plays/by-letter";
import { escalateSummons } from "@/status/plays/escalate-summons";
import { readPlaySets } from "@/status/plays/read-plays";
import { readOwnSummons, readPlayRuns } from "@/status/plays/read-summons";
import { summonsToken } from "@/status/plays/token";
import { reviewUpdate } from "@/status/words/review-update";
import { readTypedSummons } from "./addresses";
import { type ChangePlay, changePlay, removePlay } from "./change-play";

const scene = stage();
type Person = Context & { actor: Extract<Actor, { kind: "user" }> };
let maya: Person;
let tomasz: Person;
let olga: Person;

const code = (code: string) => expect.objectContaining({ code });
const clock = (minutes: number): Context => ({
  ...{ db: scene.db, now: minutesLater(minutes) },
  actor: { kind: "system" },
});
const at = (person: Person, minutes: number): Person => ({ ...person, now: minutesLater(minutes) });

async function person(name: string, role: "owner" | "liaison" | "viewer" = "liaison"): Promise<Person> {
  const { id } = await makeUser(scene.db, { name, role, email: `${name}-${fresh++}@larkfield.example` });
  return { db: scene.db, now: noon, actor: { kind: "user", id, role, name } };
}
let fresh = 0;

const by = (...channels: string[]) =>
  channels.map((one) => {
    const [channel, address = null] = one.split(" ");
    return { channel: channel as "email", address };
  });
const asked = (who: Person, ...ways: string[]) => ({
  userId: who.actor.id,
  ways: by(...(ways.length ? ways : ["email"])),
});

/** The play of SEV1: liaison Maya, then Tomasz; deputy Tomasz. */
const play = (over: Partial<ChangePlay> = {}): ChangePlay => ({
  ...{ id: null, name: "Major incident", severity: "SEV1", type: null, audienceIds: [], templateId: null },
  summon: [
    { role: "customer_liaison", people: [asked(maya), asked(tomasz)] },
    { role: "deputy", people: [asked(tomasz)] },
  ],
  ...{ promiseMinutes: 15, answerSeconds: 120, reason: "Decided at the review of November." },
  ...over,
});

const open = (over = {}, now = noon) => openOnCheckout(scene, { severity: "SEV1", ...over }, now);
const summonsOf = async (incidentId: string, role = "customer_liaison") => {
  const [run] = await readPlayRuns(maya, incidentId);
  return run!.summons.find((one) => one.role === role)!;
};
const liaisonsOf = (incidentId: string) =>
  scene.db
    .select({ name: users.name })
    .from(incidentRoleHolders)
    .innerJoin(users, eq(users.id, incidentRoleHolders.userId))
    .where(
      and(
        ...[eq(incidentRoleHolders.incidentId, incidentId), isNull(incidentRoleHolders.endedAt)],
        ...[eq(incidentRoleHolders.role, "customer_liaison"), sql`accepted_at is not null`],
      ),
    );
const kinds = async (incidentId: string) =>
  (await scene.db.select().from(events).where(eq(events.incidentId, incidentId)).orderBy(events.id)).map(
    ({ kind }) => kind,
  );
const step = (minutes: number) =>
  tick({ db: scene.db, now: minutesLater(minutes) }, null, async (version) => version);
const lettersTo = async ({ actor }: Person) => {
  const [user] = await scene.db.select().from(users).where(eq(users.id, actor.id));
  return (await scene.db.select().from(personalLetters)).filter(({ address }) => address === user!.email);
};

beforeEach(async () => {
  await scene.db.delete(playSets);
  await scene.db.update(summons).set({ state: "called_off", endedAt: noon });
  await scene.db.update(users).set({ disabledAt: noon }).where(eq(users.role, "owner"));
  // What the tests before left to tell is not waited for.
  await scene.db.update(events).set({ toldAt: noon });
  [maya, tomasz, olga] = [await person("Maya"), await person("Tomasz"), await person("Olga", "owner")];
});

describe("plays are written by owners, versioned, with a reason", () => {
  test("each change is a new version with author and reason; older ones stay", async () => {
    const { playId } = await changePlay(olga, play());
    await changePlay(olga, play({ id: playId, name: "Everything stops", reason: "A plainer name." }));
    await removePlay(olga, { id: playId, reason: "We try without." });
    const sets = await scene.db.select().from(playSets).orderBy(playSets.version);
    expect(
      sets.map(({ version, plays, reason, writtenBy }) => [version, plays.length, reason, writtenBy]),
    ).toEqual([
      [1, 1, "Decided at the review of November.", olga.actor.id],
      [2, 1, "A plainer name.", olga.actor.id],
      [3, 0, "We try without.", olga.actor.id],
    ]);
    const { incidentId } = await open();
    expect(await readPlayRuns(maya, incidentId)).toEqual([]);
  });

  test("without a reason, by others than owners, or a second time for the same severity and type it is refused", async () => {
    await expect(changePlay(olga, play({ reason: " " }))).rejects.toThrow(/Say why/);
    await expect(changePlay(maya, play())).rejects.toThrow(code("not_allowed"));
    await changePlay(olga, play());
    await expect(changePlay(olga, play({ name: "Another" }))).rejects.toThrow(code("play_doubled"));
    await changePlay(olga, play({ name: "Of data", type: "data" }));
  });

  test("an address that is a secret is kept sealed, apart from the plays; only owners read it", async () => {
    const url = "https://hooks.slack.com/services/T000/B000/abcdef";
    const summon = [{ role: "deputy" as const, people: [asked(maya, `slack ${url}`)] }];
    await changePlay(olga, play({ summon }));
    const { rows } = await scene.db.execute<{ all: string }>(
      sql`select (select string_agg(s::text, '') from play_sets s) || (select string_agg(a::text, '') from play_addresses a) as all`,
    );
    expect(rows[0]!.all).not.toContain("/services/T000");
    const [newest] = await readPlaySets(maya);
    expect(JSON.stringify(newest)).not.toContain("hooks.slack.com");
    expect(await readTypedSummons(olga, newest!.plays[0]!.summon)).toEqual(summon);
    await expect(readTypedSummons(maya, newest!.plays[0]!.summon)).rejects.toThrow(code("not_allowed"));
    await open();
    await step(0);
    const letters = await scene.db.select().from(personalLetters).where(eq(personalLetters.channel, "slack"));
    expect(letters).toMatchObject([{ address: url, kind: "summons" }]);
    expect(JSON.parse(letters[0]!.text).text).toContain("you are summoned as deputy");
  });

  test("people who cannot take a role, audiences and addresses that are none are refused beside their field", async () => {
    const viewer = await person("Vera", "viewer");
    const gone = await person("Gone");
    await scene.db.update(users).set({ disabledAt: noon }).where(eq(users.id, gone.actor.id));
    for (const [people, refusal] of [
      [[asked(viewer)], "person_unfit"],
      [[asked(gone)], "person_unfit"],
      [[asked(maya), asked(maya)], "person_unfit"],
      [[asked(maya, "sms")], "way_unfit"],
      [[asked(maya, "sms 12")], "way_unfit"],
      [[asked(maya, "slack https://example.com/x")], "way_unfit"],
    ] as const) {
      const summon = [{ role: "deputy" as const, people: [...people] }];
      await expect(changePlay(olga, play({ summon }))).rejects.toMatchObject({
        code: refusal,
        fields: { "people.deputy": expect.any(String) },
      });
    }
    await expect(changePlay(olga, play({ audienceIds: ["aaaaaaaaaaaa"] }))).rejects.toThrow(
      code("audience_unknown"),
    );
    await expect(changePlay(olga, play({ templateId: "aaaaaaaaaaaa" }))).rejects.toThrow(
      code("template_unknown"),
    );
    expect(await scene.db.select().from(playSets)).toEqual([]);
  });
});

describe("opening runs the play in the same transaction", () => {
  test("it summons the first in order, opens audiences with the promise, attaches the words, and says so", async () => {
    const executives = await makeAudience(scene.db, { mayExpectResolution: true });
    const [template] = await scene.db
      .insert(wordTemplates)
      .values({ name: "First post", status: "investigating", words: "We look.", createdAt: noon })
      .returning();
    await changePlay(olga, play({ audienceIds: [executives.id], templateId: template!.id }));
    const { incidentId } = await open();
    expect(await kinds(incidentId)).toEqual(["incident_opened", "play_ran", "summoned", "summoned"]);
    expect(await summonsOf(incidentId)).toMatchObject({
      state: "waiting",
      dueAt: minutesLater(2),
      calls: [{ name: "Maya", calledAt: noon }],
    });
    const [opened] = await scene.db
      .select()
      .from(incidentAudiences)
      .where(eq(incidentAudiences.incidentId, incidentId));
    expect(opened).toMatchObject({ audienceId: executives.id, nextUpdateBy: minutesLater(15) });
    const [reviewed] = await reviewUpdate(maya, {
      ...{ incidentId, title: "", type: "availability", status: "investigating", impact: "major" },
      ...{ regions: [], services: [], nextUpdateBy: null },
      wordings: [{ audienceId: scene.audienceId, words: "" }],
    });
    expect(reviewed!.templates[0]).toMatchObject({ id: template!.id, name: "First post (by the play)" });
    // Until somebody acknowledges, who opened it is its liaison: there is always exactly one.
    expect(await liaisonsOf(incidentId)).toEqual([{ name: "Ines" }]);
  });

  test("its promise is made where the opener makes none; another severity runs nothing", async () => {
    await changePlay(olga, play());
    const { incidentId } = await open({ nextUpdateBy: null });
    const { rows } = await scene.db.execute<{ by: string }>(
      sql`select next_update_by::text as by from incidents where id = ${incidentId}`,
    );
    expect(new Date(rows[0]!.by)).toEqual(minutesLater(15));
    const other = await open({ severity: "SEV2" });
    expect(await readPlayRuns(maya, other.incidentId)).toEqual([]);
    await expect(open({ severity: "SEV2", nextUpdateBy: null })).rejects.toThrow(code("promise_missing"));
  });

  test("the same press twice runs it once; an opening that is refused runs nothing", async () => {
    await changePlay(olga, play());
    const first = await open({ onceKey: "the same press" });
    const again = await open({ onceKey: "the same press" });
    expect(again.incidentId).toBe(first.incidentId);
    expect(
      await scene.db.select().from(playRuns).where(eq(playRuns.incidentId, first.incidentId)),
    ).toHaveLength(1);
    const before = await scene.db.select().from(playRuns);
    await expect(open({ services: [{ serviceId: "aaaaaaaaaaaa", state: "degraded" }] })).rejects.toThrow();
    expect(await scene.db.select().from(playRuns)).toHaveLength(before.length);
  });

  test("a role that somebody of the play holds summons nobody for it", async () => {
    await changePlay(
      olga,
      play({
        summon: [{ role: "customer_liaison", people: [asked(scene.liaison() as Person), asked(maya)] }],
      }),
    );
    const { incidentId } = await open();
    expect((await readPlayRuns(maya, incidentId))[0]!.summons).toEqual([]);
  });

  test("of a security incident no audience outside the house is opened, and the letter says the codename", async () => {
    const support = await makeAudience(scene.db, { name: "Support" });
    const board = await makeAudience(scene.db, { name: "Board", mayExpectResolution: true });
    await changePlay(olga, play({ audienceIds: [support.id, board.id] }));
    const { incidentId } = await open({ type: "security", codename: "Quiet Heron", title: "Keys leaked" });
    const opened = await scene.db
      .select()
      .from(incidentAudiences)
      .where(eq(incidentAudiences.incidentId, incidentId));
    expect(opened.map(({ audienceId }) => audienceId)).toEqual([board.id]);
    await step(0);
    const [letter] = await lettersTo(maya);
    expect(letter!.text).toContain("Quiet Heron");
    expect(letter!.subject + letter!.text + letter!.html).not.toContain("Keys leaked");
  });
});

describe("raising runs it too, once for each incident", () => {
  test("by one click and by an update; lowered and raised again it does not run anew", async () => {
    await changePlay(olga, play());
    const clicked = await open({ severity: "SEV2" });
    await raiseSeverity(scene.liaison(minutesLater(1)), { incidentId: clicked.incidentId, severity: "SEV1" });
    expect((await summonsOf(clicked.incidentId)).calls).toMatchObject([
      { name: "Maya", calledAt: minutesLater(1) },
    ]);
    const later = scene.liaison(minutesLater(2));
    await lowerSeverity(later, {
      incidentId: clicked.incidentId,
      severity: "SEV2",
      reason: "Fewer are hurt.",
    });
    await raiseSeverity(later, { incidentId: clicked.incidentId, severity: "SEV1" });
    expect(await readPlayRuns(maya, clicked.incidentId)).toHaveLength(1);

    const said = await open({ severity: "SEV3" });
    await say(scene, said.incidentId, { severity: "SEV3" });
    expect(await readPlayRuns(maya, said.incidentId)).toEqual([]);
    await say(scene, said.incidentId, { severity: "SEV1" });
    expect(await readPlayRuns(maya, said.incidentId)).toHaveLength(1);
  });
});

describe("a summons goes on until somebody acknowledges", () => {
  test("the message has a link; pressed, the role is theirs, and the link is spent", async () => {
    await changePlay(olga, play());
    const { incidentId } = await open();
    await step(0);
    const [letter] = await lettersTo(maya);
    const token = /\/summons\/([\w-]+)/.exec(letter!.text)![1]!;
    const doing = { db: scene.db, now: minutesLater(1) };
    expect(await readSummonsAsked(doing, token)).toMatchObject({
      open: true,
      person: "Maya",
      severity: "SEV1",
    });
    expect(await liaisonsOf(incidentId)).toEqual([{ name: "Ines" }]);
    await acknowledgeByLetter(doing, token);
    expect(await liaisonsOf(incidentId)).toEqual([{ name: "Maya" }]);
    expect(await summonsOf(incidentId)).toMatchObject({
      state: "acknowledged",
      acknowledgedBy: { name: "Maya" },
      endedAt: minutesLater(1),
    });
    await expect(acknowledgeByLetter(doing, token)).rejects.toThrow(code("summons_over"));
    expect(await readSummonsAsked(doing, token)).toMatchObject({ open: false, acknowledgedBy: "Maya" });
    await step(5);
    expect((await summonsOf(incidentId)).calls).toHaveLength(1);
    expect(await kinds(incidentId)).toContain("summons_acknowledged");
  });

  test("a link that we did not sign answers nothing", async () => {
    await changePlay(olga, play());
    const { incidentId } = await open();
    const { id } = await summonsOf(incidentId);
    const doing = { db: scene.db, now: noon };
    const own = summonsToken(id, maya.actor.id);
    for (const forged of [
      own.replace(maya.actor.id, tomasz.actor.id),
      `${own.slice(0, -1)}${own.endsWith("A") ? "B" : "A"}`,
      "",
      "x".repeat(68),
    ]) {
      expect(await readSummonsAsked(doing, forged)).toBeNull();
      await expect(acknowledgeByLetter(doing, forged)).rejects.toThrow(code("summons_over"));
    }
    // Signed, but of somebody who was not asked.
    await expect(acknowledgeByLetter(doing, summonsToken(id, olga.actor.id))).rejects.toThrow(
      code("not_yours"),
    );
    expect((await summonsOf(incidentId)).state).toBe("waiting");
  });

  test("unanswered for two minutes it goes to the next, not a second before, and to nobody twice", async () => {
    await changePlay(olga, play());
    const { incidentId } = await open();
    const justBefore = { ...clock(0), now: new Date(minutesLater(2).getTime() - 1) };
    expect(await escalateSummons(justBefore)).toBe(0);
    expect((await summonsOf(incidentId)).calls).toHaveLength(1);
    // Two workers at the same moment, and again.
    await Promise.all([escalateSummons(clock(2)), escalateSummons(clock(2)), escalateSummons(clock(2))]);
    await escalateSummons(clock(3));
    expect(await summonsOf(incidentId)).toMatchObject({
      dueAt: minutesLater(4),
      calls: [{ name: "Maya" }, { name: "Tomasz", calledAt: minutesLater(2) }],
    });
    await step(2);
    const mine = (await lettersTo(tomasz)).filter(({ text }) => text.includes("customer liaison"));
    expect(mine).toHaveLength(1);
    expect(mine[0]!.text).toContain("Maya was asked before you and did not answer.");
    expect(await readOwnSummons(tomasz)).toContainEqual(expect.objectContaining({ incidentId }));
  });

  test("a worker that was away for an hour goes on where it was: one person at a time", async () => {
    await changePlay(olga, play());
    const { incidentId } = await open();
    await escalateSummons(clock(60));
    expect(await summonsOf(incidentId)).toMatchObject({ dueAt: minutesLater(62), calls: { length: 2 } });
  });

  test("a step that dies halfway leaves nothing half, and the next one does all of it", async () => {
    await changePlay(olga, play());
    const { incidentId } = await open();
    await scene.db.execute(sql`
      create or replace function die() returns trigger language plpgsql as
      $$ begin raise exception 'killed'; end $$`);
    await scene.db.execute(
      sql`create trigger die before insert on events for each row when (new.kind = 'summoned') execute function die()`,
    );
    await expect(escalateSummons(clock(2))).rejects.toThrow();
    await scene.db.execute(sql`drop trigger die on events`);
    expect(await summonsOf(incidentId)).toMatchObject({ dueAt: minutesLater(2), calls: { length: 1 } });
    await escalateSummons(clock(2.5));
    expect(await summonsOf(incidentId)).toMatchObject({ dueAt: minutesLater(4.5), calls: { length: 2 } });
  });

  test("who was asked first can still answer while the next one is asked; of two at once one has it", async () => {
    await changePlay(olga, play());
    const { incidentId } = await open();
    await escalateSummons(clock(2));
    const { id: summonsId } = await summonsOf(incidentId);
    const answers = await Promise.allSettled([
      acknowledgeSummons(at(maya, 3), { summonsId }),
      acknowledgeSummons(at(tomasz, 3), { summonsId }),
    ]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    expect(await liaisonsOf(incidentId)).toHaveLength(1);
  });

  test("when nobody is left the owners are told, the desk says so, and a late answer still counts", async () => {
    await changePlay(olga, play());
    const { incidentId } = await open();
    for (const minutes of [2, 4, 4, 9]) await escalateSummons(clock(minutes));
    const ended = await summonsOf(incidentId);
    expect(ended).toMatchObject({ state: "exhausted", endedAt: minutesLater(4) });
    expect((await kinds(incidentId)).filter((kind) => kind === "summons_exhausted")).toHaveLength(2);
    for (let i = 0; i < 3; i++) await step(9);
    const letters = (await lettersTo(olga)).filter(({ subject }) => /customer liaison/.test(subject));
    expect(letters).toHaveLength(1);
    expect(letters[0]!.text).toContain("Maya and Tomasz");
    expect(await liaisonsOf(incidentId)).toEqual([{ name: "Ines" }]);
    await acknowledgeSummons(at(maya, 10), { summonsId: ended.id });
    expect(await liaisonsOf(incidentId)).toEqual([{ name: "Maya" }]);
  });

  test("somebody whose account was shut is not waited for longer than their time, nor asked", async () => {
    await changePlay(olga, play());
    await scene.db.update(users).set({ disabledAt: noon }).where(eq(users.id, maya.actor.id));
    const { incidentId } = await open();
    expect((await summonsOf(incidentId)).calls).toMatchObject([{ name: "Tomasz" }]);
  });

  test("it is called off when the incident is over, or somebody takes the role", async () => {
    await changePlay(olga, play());
    const over = await open();
    const { id: summonsId } = await summonsOf(over.incidentId);
    await say(
      scene,
      over.incidentId,
      { status: "resolved", severity: "SEV1", nextUpdateBy: null },
      minutesLater(1),
    );
    await expect(acknowledgeSummons(at(maya, 1), { summonsId })).rejects.toThrow(code("summons_over"));
    await escalateSummons(clock(2));
    expect(await summonsOf(over.incidentId)).toMatchObject({ state: "called_off", calls: { length: 1 } });

    const taken = await open();
    await takeRole(at(olga, 1), { incidentId: taken.incidentId, role: "deputy" });
    const deputy = await summonsOf(taken.incidentId, "deputy");
    await expect(acknowledgeSummons(at(tomasz, 1), { summonsId: deputy.id })).rejects.toThrow(
      code("summons_over"),
    );
    await escalateSummons(clock(2));
    expect((await summonsOf(taken.incidentId, "deputy")).state).toBe("called_off");
  });

  test("each of somebody's ways carries the link; a way that leads nowhere is a letter", async () => {
    const people = [asked(maya, "email", "sms +351912345678", "push")];
    const alone = [asked(tomasz, "push")];
    const summon = [
      { role: "customer_liaison" as const, people },
      { role: "deputy" as const, people: alone },
    ];
    await changePlay(olga, play({ summon }));
    await open();
    await step(0);
    const text = (await scene.db.select().from(personalLetters)).filter(
      ({ channel, address }) => channel === "sms" && address === "+351912345678",
    );
    expect(text).toHaveLength(1);
    expect(text[0]!.text).toMatch(
      /^SEV1 Card payments fail: you are summoned as customer liaison \S+\/summons\/\S+$/,
    );
    expect(await lettersTo(maya)).toHaveLength(1);
    expect(await lettersTo(tomasz)).toMatchObject([{ channel: "email" }]);
  });
});

/** What happens next: time passes, or somebody acknowledges, takes the role, or has their account shut. */
const happening = fc.record({
  minutes: fc.integer({ min: 0, max: 3 }),
  who: fc.integer({ min: 0, max: 2 }),
  does: fc.constantFrom("nothing", "acknowledges", "takes over", "leaves"),
});

test("whatever happens in whatever order: one liaison, each asked once and in order, never before the time", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(happening, { minLength: 1, maxLength: 8 }), async (story) => {
      const people = [await person("Ana"), await person("Ben"), await person("Cy")];
      await scene.db.delete(playSets);
      const summon = [{ role: "customer_liaison" as const, people: people.map((one) => asked(one)) }];
      await changePlay(olga, play({ summon }));
      const { incidentId } = await open();
      const { id: summonsId } = await summonsOf(incidentId);
      let minutes = 0;
      for (const { minutes: passed, who, does } of story) {
        minutes += passed;
        const one = at(people[who]!, minutes);
        if (does === "acknowledges") await acknowledgeSummons(one, { summonsId }).catch(refused);
        if (does === "takes over")
          await takeRole(one, { incidentId, role: "customer_liaison" }).catch(refused);
        if (does === "leaves") {
          await scene.db.update(users).set({ disabledAt: noon }).where(eq(users.id, one.actor.id));
        }
        await Promise.all([escalateSummons(clock(minutes)), escalateSummons(clock(minutes))]);
        expect(await liaisonsOf(incidentId)).toHaveLength(1);
      }
      const calls = await scene.db
        .select()
        .from(summonsCalls)
        .where(eq(summonsCalls.summonsId, summonsId))
        .orderBy(summonsCalls.calledAt, summonsCalls.place);
      expect(calls.map(({ place }) => place)).toEqual(calls.map(({ place }) => place).toSorted());
      for (const [index, call] of calls.entries()) {
        const before = calls[index - 1];
        if (before) expect(call.calledAt.getTime()).toBeGreaterThanOrEqual(before.answerBy.getTime());
      }
    }),
    { numRuns: 25 },
  );
}, 180_000);

/** What the verbs refuse is a part of the story; a fault is not. */
function refused(error: unknown): void {
  expect(error).toHaveProperty("code");
}
