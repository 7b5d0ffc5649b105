import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, expect, test, vi } from "vitest";
import type { Db } from "@/db/client";
import type { Actor, Context } from "@/db/context";

/**
 * Every door of the app × every role: forms, JSON doors, pages. The lists are made from the files: a door that is new
 * and has no line here fails. Whoever may not, is refused before a database is needed.
 */

type Caller = Context & { actor: Extract<Actor, { kind: "user" }> };
let caller: Caller | null = null;
vi.mock("@/app/desk-context", async (original) => ({
  ...(await original<typeof import("@/app/desk-context")>()),
  deskContext: async () => caller,
  contextOf: async () => caller,
  requireDesk: async () => {
    if (!caller) throw new Error("to sign in");
    return caller;
  },
}));
vi.mock("next/headers", () => ({
  cookies: async () => ({ get: () => undefined }),
  headers: async () => new Headers(),
}));
vi.mock("next/cache", () => ({ revalidatePath: () => undefined }));

const noDatabase = new Proxy({} as Db, {
  get: (_, name) => {
    if (name === "then") return undefined;
    throw new Error("no database here");
  },
});
const roles = ["owner", "liaison", "viewer", null] as const;
function become(role: (typeof roles)[number]): void {
  caller = role && {
    ...{ db: noDatabase, now: new Date("2026-11-23T14:00:00Z") },
    actor: { kind: "user", id: "aaaaaaaaaaaa", role, name: role },
  };
}

beforeEach(() => {
  vi.spyOn(console, "error").mockImplementation(() => undefined);
  vi.stubEnv("SECRET", "a secret for tests only");
});

const files = readdirSync("app", { recursive: true, encoding: "utf8" })
  .map((name) => join("app", name).replaceAll("\\", "/"))
  .filter((name) => /(?<!\.test)\.tsx?$/.test(name));

/** `half in`: for who proved a password and lacks the second factor; for nobody who is wholly in. */
type Need = "act" | "own" | "look" | "half in";
const may: Record<Need, string[]> = {
  act: ["owner", "liaison"],
  own: ["owner"],
  look: ["owner", "liaison", "viewer"],
  "half in": [],
};

/** The forms of the desk. */
const forms: Record<string, Need> = {
  changeCadenceAction: "act",
  applyPresetAction: "act",
  openForAudienceAction: "act",
  openProposedAction: "act",
  answerAction: "act",
  foldAction: "act",
  addReportAction: "look",
  acceptRoleAction: "look",
  acknowledgeAction: "act",
  changePlayAction: "own",
  letInAction: "own",
  putOutAction: "act",
  makeSecurityAction: "act",
  unfoldAction: "act",
  removePlayAction: "own",
  activateRulesAction: "act",
  addAudienceAction: "act",
  addByHandAction: "act",
  addGroupAction: "act",
  addPeopleAction: "act",
  addPersonAction: "own",
  addProviderAction: "own",
  breakGlassAction: "own",
  changeProviderAction: "own",
  mapGroupAction: "own",
  requireSsoAction: "own",
  switchProviderAction: "own",
  unmapGroupAction: "own",
  inviteAction: "own",
  withdrawInvitationAction: "own",
  makeKeyAction: "own",
  revokeKeyAction: "own",
  requireFactorAction: "own",
  resetFactorAction: "own",
  beginFactorAction: "look",
  beginRequiredFactorAction: "half in",
  confirmRequiredFactorAction: "half in",
  confirmFactorAction: "look",
  renewCodesAction: "look",
  turnOffFactorAction: "look",
  revokeSessionAction: "look",
  revokeOthersAction: "look",
  addPresetsAction: "act",
  addServiceAction: "act",
  addStakeholderAction: "act",
  addTemplateAction: "act",
  archiveAudienceAction: "act",
  archiveTemplateAction: "act",
  backfillAction: "act",
  cancelAction: "act",
  changeAudienceAction: "act",
  changeLinksAction: "act",
  changePageAction: "own",
  changePasswordAction: "look",
  changePersonAction: "own",
  changeServiceAction: "act",
  changeTemplateAction: "act",
  changeWeightsAction: "own",
  correctUpdateAction: "act",
  decideAction: "act",
  decideApprovalAction: "look",
  declineRoleAction: "look",
  discardDraftAction: "act",
  endRoleAction: "act",
  lowerSeverityAction: "act",
  moveGroupAction: "act",
  moveServiceAction: "act",
  noChangeAction: "act",
  offerRoleAction: "act",
  proposeRulesAction: "act",
  publishAction: "act",
  raiseSeverityAction: "act",
  releaseAction: "act",
  removeRuleAction: "act",
  removeStakeholderAction: "act",
  removeSubscriberAction: "act",
  renameGroupAction: "act",
  reopenAction: "act",
  requireApprovalAction: "own",
  rescheduleAction: "act",
  restoreRuleAction: "act",
  resumeAction: "act",
  retireServiceAction: "act",
  retractAction: "act",
  retryAction: "act",
  reviewAloneAction: "look",
  reviewRulesAction: "act",
  scheduleAction: "act",
  showServiceAction: "act",
  takeRoleAction: "act",
  undoAction: "act",
  updateAction: "act",
  writeAgainAction: "act",
  writeCheckAction: "act",
  removeCheckAction: "act",
  writeRuleAction: "act",
};

const actionFiles = files.filter((file) => readFileSync(file, "utf8").startsWith('"use server"'));
const actions = (
  await Promise.all(
    actionFiles.map(async (file) => {
      const module = (await import(/* @vite-ignore */ `../${file}`)) as Record<string, unknown>;
      return Object.entries(module).map(([name, run]) => ({ name, run }));
    }),
  )
).flat() as { name: string; run: (...given: unknown[]) => Promise<{ ok: boolean; code?: string }> }[];

const refusals = ["not_allowed", "owners_only", "people_only", "signed_out"];

test("the table names every form's action, and nothing else", () => {
  expect(actions.map(({ name }) => name).toSorted()).toEqual(Object.keys(forms).toSorted());
});

test.each(actions.map(({ name, run }) => [name, run] as const))(
  "%s is for whom the table says",
  async (name, run) => {
    const allowed: string[] = [];
    for (const role of roles) {
      become(role);
      const form = new FormData();
      const answer = await (run.length > 2 ? run(null, "incident:new", {}) : run(null, form)).catch(() => ({
        ok: false,
        code: "threw",
      }));
      if (answer.ok || !refusals.includes(answer.code ?? "")) allowed.push(String(role));
    }
    expect(allowed).toEqual(may[forms[name]!]);
  },
);

/** JSON and file doors, by path. `look`: everybody with an account; the others are for nobody who is signed in. */
const doors: Record<string, Need | "readers" | "their own link" | "an audience" | "machines" | "signing in"> =
  {
    "app/(approver)/approve/[token]": "their own link",
    "app/(approver)/summons/[token]": "their own link",
    "app/(public)/p/[audience]": "readers",
    "app/(public)/p/[audience]/404": "readers",
    "app/(public)/p/[audience]/api/v2/[...endpoint]": "readers",
    "app/(public)/p/[audience]/favicon.svg": "readers",
    "app/(public)/p/[audience]/feed.json": "readers",
    "app/(public)/p/[audience]/history": "readers",
    "app/(public)/p/[audience]/history.atom": "readers",
    "app/(public)/p/[audience]/history.rss": "readers",
    "app/(public)/p/[audience]/history/[month]": "readers",
    "app/(public)/p/[audience]/incidents/[id]": "readers",
    "app/(public)/p/[audience]/maintenance.ics": "readers",
    "app/(public)/p/[audience]/maintenances/[id]": "readers",
    "app/(public)/p/[audience]/maintenances/[id]/calendar.ics": "readers",
    "app/(public)/p/[audience]/page.js": "readers",
    "app/(public)/p/[audience]/stamp.json": "readers",
    "app/(stakeholder)/s/[audience]": "an audience",
    "app/(stakeholder)/s/[audience]/ask": "an audience",
    "app/(stakeholder)/s/[audience]/in/[token]": "an audience",
    "app/(stakeholder)/s/[audience]/join": "an audience",
    "app/(stakeholder)/s/[audience]/link": "an audience",
    "app/(stakeholder)/s/[audience]/out": "an audience",
    "app/(subscriber)/confirm": "their own link",
    "app/(subscriber)/confirm/[token]": "their own link",
    "app/(subscriber)/leave/[signed]": "their own link",
    "app/(subscriber)/manage/[signed]": "their own link",
    "app/(subscriber)/manage/[signed]/data": "their own link",
    "app/(subscriber)/manage/[signed]/erase": "their own link",
    "app/(subscriber)/manage/[signed]/pause": "their own link",
    "app/(subscriber)/manage/[signed]/secret": "their own link",
    "app/(subscriber)/manage/[signed]/sent": "their own link",
    "app/(subscriber)/manage/[signed]/switch-on": "their own link",
    "app/(subscriber)/manage/[signed]/test": "their own link",
    "app/(subscriber)/push-worker.js": "their own link",
    "app/(subscriber)/subscribe": "their own link",
    "app/(subscriber)/subscribe/push": "their own link",
    "app/(subscriber)/subscribe/push.js": "their own link",
    "app/api/auth/[...nextauth]": "signing in",
    "app/sign-in/code/check": "signing in",
    "app/sign-in/invited/[token]/accept": "signing in",
    "app/api/[...nowhere]": "machines",
    "app/api/v1/key": "machines",
    "app/api/metrics": "machines",
    "app/healthz": "machines",
    "app/readyz": "machines",
    "app/api/health": "machines",
    "app/api/publication": "machines",
    "app/api/publication/paths": "machines",
    "app/api/tick": "machines",
    "app/api/webhooks/resend": "machines",
    "app/desk/(rail)/audiences/[id]/import/rows": "act",
    "app/desk/(rail)/deliveries/[id]/[channel]/[recipientId]/letter": "look",
    "app/desk/(rail)/deliveries/[id]/ledger.csv": "act",
    "app/desk/(rail)/mailbox/[id]/letter": "own",
    "app/desk/(rail)/previews/[channel]/[shown]/letter": "look",
    "app/desk/(rail)/subscribers/export": "own",
    "app/desk/(rail)/subscribers/import/rows": "act",
    "app/desk/drafts": "act",
    "app/desk/(rail)/settings/audit/export": "own",
    "app/desk/find": "look",
    "app/desk/live": "look",
    "app/desk/incidents/[id]/approvals": "act",
    "app/desk/openings": "act",
    "app/desk/previews/people": "act",
    "app/desk/previews/written": "act",
    "app/desk/previews/written/letter": "act",
    "app/desk/openings/asked": "act",
    "app/desk/incidents/[id]/changes": "act",
    "app/desk/preview": "act",
    "app/desk/published": "look",
    "app/desk/review": "act",
  };

test("the table names every route, and nothing else", () => {
  const routes = files
    .filter((file) => /\/route\.tsx?$/.test(file))
    .map((file) => file.replace(/\/route\.tsx?$/, ""));
  expect(routes.toSorted()).toEqual(Object.keys(doors).toSorted());
});

/** The local mailbox answers that there is no such letter, to those who may not look into it too. */
const answersNothing = "app/desk/(rail)/mailbox/[id]/letter";
const deskDoors = Object.entries(doors).filter(
  ([path]) => path.startsWith("app/desk/") && path !== answersNothing,
);

test.each(deskDoors)(
  "%s is for whom the table says (%s)",
  async (path, need) => {
    const file = files.find((one) => one.startsWith(`${path}/route.`))!;
    const module = (await import(/* @vite-ignore */ `../${file}`)) as Record<string, unknown>;
    const knock = (module.POST ?? module.GET) as (request: Request, route: unknown) => Promise<Response>;
    const allowed: string[] = [];
    for (const role of roles) {
      become(role);
      const method = module.POST ? "POST" : "GET";
      const request = new Request("http://app/desk", { method, body: module.POST ? "{}" : undefined });
      const params = { id: "aaaaaaaaaaaa", channel: "email", recipientId: "aaaaaaaaaaaa", shown: "opened" };
      const status = await knock(request, { params: Promise.resolve(params) }).then(
        (response) => response.status,
        (error: Error) => (error.message === "to sign in" ? 401 : 500),
      );
      if (![401, 403, 404, 307].includes(status)) allowed.push(String(role));
    }
    expect(allowed).toEqual(may[need as Need]);
  },
  30_000,
);

test("every page of the desk asks who looks", () => {
  const pages = files.filter((file) => file.startsWith("app/desk/") && /\/page\.tsx$/.test(file));
  expect(pages.length).toBeGreaterThan(15);
  expect(pages.filter((file) => !/\brequireDesk\(\)/.test(readFileSync(file, "utf8")))).toEqual([]);
});
