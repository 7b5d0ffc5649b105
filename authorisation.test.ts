import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { Db } from "@/db/client";
import type { Actor, Context } from "@/db/context";

/**
 * Every door and every verb × every role. The lists are made from the files: what is new and has no line here fails.
 * A verb is asked without a database and with nothing to go on: whoever may not, is refused before that matters.
 */

type Who = "act" | "own" | "look" | "anybody here" | "clock" | "everybody";
const may: Record<Who, string[]> = {
  act: ["owner", "liaison"],
  own: ["owner"],
  look: ["owner", "liaison", "viewer", "clock"],
  "anybody here": ["owner", "liaison", "viewer"],
  clock: ["clock"],
  // Somebody who is not signed in yet is written the link that signs them in.
  everybody: ["owner", "liaison", "viewer", "visitor", "clock"],
};

const user = (role: "owner" | "liaison" | "viewer"): Actor => ({
  kind: "user",
  id: "aaaaaaaaaaaa",
  role,
  name: role,
});
const actors: Record<string, Actor> = {
  owner: user("owner"),
  liaison: user("liaison"),
  viewer: user("viewer"),
  visitor: { kind: "visitor" },
  clock: { kind: "system" },
};

const refusals = ["not_allowed", "owners_only", "people_only", "signed_out"];

/** Whoever comes this far was not refused. */
class WentOn extends Error {}
const noDatabase = new Proxy({} as Db, {
  get: (_, name) => {
    // A promise that resolves with it looks for this, and must find nothing.
    if (name === "then") return undefined;
    throw new WentOn();
  },
});

const filesIn = (room: string, wanted: RegExp) =>
  readdirSync(room, { recursive: true, encoding: "utf8" })
    .map((name) => join(room, name).replaceAll("\\", "/"))
    .filter((name) => wanted.test(name) && !/\.test\.tsx?$|\/testing\//.test(name));

/** Exported functions whose first argument says who acts. */
const verbs = ["status", "communications"].flatMap((room) =>
  filesIn(room, /\.ts$/).flatMap((file) =>
    [
      ...readFileSync(file, "utf8").matchAll(
        /^export (?:async )?function (\w+)(?:<[^(]*>)?\(\s*ctx: Context\b/gm,
      ),
    ].map((found) => ({ name: found[1]!, file })),
  ),
);

/** Parts of other verbs: they are given an open transaction, and no door may call them. */
const parts = new Set([
  "assertApproved",
  "clearWords",
  "spendApprovals",
  "changeAudiences",
  "returnWords",
  "changeSeverity",
  "settleIncident",
  "takeBack",
  "withServices",
  "say",
  "change",
  "insertUpdate",
  "insertWordings",
  "refuseWords",
  "refuseTitle",
  "personOf",
  "ensureLiaison",
  "changePeople",
  "changePeopleOf",
  "noteDecision",
  "runPlay",
  "callNext",
  "changeDraft",
  "changeChecks",
]);

/** Who may do what. A refusal comes before input is read, unless `input` is needed to come so far. */
const table: Record<string, Who> = {
  changeCadence: "act",
  openForAudience: "act",
  putOut: "act",
  intoDraft: "act",
  addReport: "anybody here",
  readIncidentAudiences: "look",
  readWaitingQuestions: "look",
  readIncidentQuestions: "look",
  readReports: "look",
  activateRules: "act",
  addAudience: "act",
  addByHand: "act",
  addGroup: "act",
  addPeopleTonight: "act",
  addPresets: "act",
  addService: "act",
  addStakeholder: "act",
  addTemplate: "act",
  answerQuestion: "act",
  archiveAudience: "act",
  archiveTemplate: "act",
  askApproval: "act",
  askOpening: "act",
  openProposed: "act",
  previewWritten: "act",
  readReached: "act",
  findOpening: "look",
  readOpening: "look",
  readOpenings: "look",
  backfillIncident: "act",
  cancelMaintenance: "act",
  changeAudience: "act",
  changeLinks: "act",
  changeService: "act",
  changeTemplate: "act",
  correctUpdate: "act",
  decideUnknown: "act",
  discardDraft: "act",
  endRole: "act",
  foldQuestion: "act",
  importStakeholders: "act",
  importSubscribers: "act",
  ledgerCsv: "act",
  lowerSeverity: "act",
  moveGroup: "act",
  moveService: "act",
  notePresence: "act",
  offerRole: "act",
  openIncident: "act",
  makeSecurity: "act",
  unfoldQuestion: "act",
  postUpdate: "act",
  previewImport: "act",
  previewStakeholders: "act",
  proposeRules: "act",
  readReach: "act",
  raiseSeverity: "act",
  releaseIncident: "act",
  removeRule: "act",
  removeStakeholder: "act",
  removeSubscriber: "act",
  renameGroup: "act",
  reopenIncident: "act",
  rescheduleMaintenance: "act",
  restoreRule: "act",
  resumeNow: "act",
  retireService: "act",
  retractIncident: "act",
  retryFailed: "act",
  reviewRules: "act",
  sayNoChange: "act",
  scheduleMaintenance: "act",
  showService: "act",
  takeRole: "act",
  acknowledgeSummons: "act",
  undoUpdate: "act",
  updateMaintenance: "act",
  writeAgain: "act",
  writeCheck: "act",
  removeCheck: "act",
  writeRule: "act",
  readAudit: "own",
  exportAudit: "own",
  addPerson: "own",
  addProvider: "own",
  changeProvider: "own",
  listProviders: "own",
  mapGroup: "own",
  requireSso: "own",
  setBreakGlass: "own",
  switchProvider: "own",
  unmapGroup: "own",
  invite: "own",
  listInvitations: "own",
  withdrawInvitation: "own",
  listApiKeys: "own",
  makeApiKey: "own",
  revokeApiKey: "own",
  readFactors: "own",
  requireSecondFactor: "own",
  resetSecondFactor: "own",
  changePage: "own",
  changePerson: "own",
  changeWeights: "own",
  changePlay: "own",
  letIn: "own",
  removePlay: "own",
  readTypedSummons: "own",
  requireApproval: "own",
  acceptRole: "look",
  audiencesOfIncident: "look",
  decideApproval: "look",
  declineRole: "look",
  listGroups: "look",
  listIncidents: "look",
  listMaintenances: "look",
  listPrivateAudiences: "look",
  listRequired: "look",
  listServices: "look",
  listStakeholders: "look",
  listTemplates: "look",
  listWeights: "look",
  listWordTemplates: "look",
  listReplacedTemplates: "look",
  readApproval: "look",
  readApprovals: "look",
  readAsSent: "look",
  readAudienceFacts: "look",
  readIncident: "look",
  readMaintenance: "look",
  readOwnOffers: "look",
  readOwnSummons: "look",
  readAwaitingAnswers: "look",
  readPlayRuns: "look",
  readPlaySets: "look",
  readOwnQuestions: "look",
  readRoles: "look",
  readRuleSet: "look",
  readRuleSets: "look",
  reviewAlone: "look",
  reviewUpdate: "look",
  changePassword: "anybody here",
  beginSecondFactor: "anybody here",
  confirmSecondFactor: "anybody here",
  listSessions: "anybody here",
  proveSelf: "anybody here",
  readOwnFactor: "anybody here",
  renewRecoveryCodes: "anybody here",
  revokeOtherSessions: "anybody here",
  revokeSession: "anybody here",
  turnOffSecondFactor: "anybody here",
  dropDraft: "anybody here",
  readDraft: "anybody here",
  saveDraft: "anybody here",
  completeDueMaintenances: "clock",
  escalateOffers: "clock",
  escalateSummons: "clock",
  runDueApprovals: "clock",
  startDueMaintenances: "clock",
  sendSignInLetter: "everybody",
};

const id = "aaaaaaaaaaaa";
const audience = {
  ...{ audienceId: id, name: "Acme", slug: "acme", timeZone: "UTC", language: "en", tone: null },
  ...{ mayExpectResolution: false, account: null, channels: ["email"], serviceIds: [], approvals: {} },
};
/** What these need before they ask who acts: they read their input first. */
const file = new TextEncoder().encode("email\n");
const inputs: Record<string, unknown[]> = {
  ...{ addAudience: [audience], changeAudience: [audience], archiveAudience: [{ audienceId: id }] },
  ...{ addGroup: [{ name: "Shop" }], renameGroup: [{ groupId: id, name: "Shop" }] },
  ...{
    addService: [{ name: "Shop" }],
    changeService: [{ serviceId: id }],
    retireService: [{ serviceId: id }],
  },
  moveGroup: [{ groupId: id, direction: "up" }],
  moveService: [{ serviceId: id, direction: "up" }],
  showService: [{ serviceId: id, shown: true }],
  addStakeholder: [{ audienceId: id, address: "a@example.com" }],
  removeStakeholder: [{ audienceId: id, subscriberId: id }],
  importStakeholders: [id, file, createHash("sha256").update(file).digest("hex")],
};

async function outcome(run: () => unknown): Promise<"refused" | "went on"> {
  try {
    const result = await run();
    // A file that is read piece by piece finds out later that there is no database.
    if (result instanceof Readable) result.on("error", () => undefined).resume();
    return "went on";
  } catch (error) {
    const { code } = error as { code?: string };
    return code && refusals.includes(code) ? "refused" : "went on";
  }
}

async function whoMay(run: (ctx: Context) => unknown): Promise<string[]> {
  const allowed: string[] = [];
  for (const [role, actor] of Object.entries(actors)) {
    const ctx = { db: noDatabase, now: new Date("2026-11-23T14:00:00Z"), actor };
    if ((await outcome(() => run(ctx))) === "went on") allowed.push(role);
  }
  return allowed;
}

beforeAll(() => {
  vi.stubEnv("SECRET", "a secret for tests only");
});
afterAll(() => {
  vi.unstubAllEnvs();
});

test("the table names every verb, and nothing else", () => {
  const named = verbs.map(({ name }) => name).filter((name) => !parts.has(name));
  expect([...new Set(named)].toSorted()).toEqual(Object.keys(table).toSorted());
});

test.each(verbs.filter(({ name }) => !parts.has(name)).map(({ name, file }) => [name, file]))(
  "%s is for whom the table says (%s)",
  async (name, file) => {
    const module = await import(/* @vite-ignore */ `./${file}`);
    const allowed = await whoMay((ctx) => module[name](ctx, ...(inputs[name] ?? [{}, {}, {}])));
    expect(allowed).toEqual(may[table[name]!]);
  },
  // The first one loads what the others find loaded.
  30_000,
);

test("parts of verbs are called by verbs, never by a door", () => {
  const doors = filesIn("app", /\.tsx?$/);
  const called = doors.flatMap((door) =>
    [
      ...readFileSync(door, "utf8").matchAll(/import \{([^}]*)\} from "@\/(?:status|communications)\//g),
    ].flatMap((found) =>
      found[1]!
        .split(",")
        .map((name) => name.trim())
        .filter((name) => parts.has(name))
        .map((name) => `${door} calls ${name}`),
    ),
  );
  expect(called).toEqual([]);
});
