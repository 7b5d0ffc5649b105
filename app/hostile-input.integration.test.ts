import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { XMLValidator } from "fast-xml-parser";
import { beforeAll, expect, test, vi } from "vitest";
import type { DeskContext } from "@/app/desk-context";
import { openOnCheckout, stage } from "@/communications/testing/stage";
import { makeAudience, makeUser } from "@/db/factories";
import { hostile, hostileJson, mark } from "@/lib/testing/hostile";

/**
 * Every door and every form of the app, taken from the files, is sent what strangers send. Whatever comes: no fault
 * of ours, and nothing of it comes back as markup, as a header or as broken JSON or XML. Everything is asked as an owner,
 * for whom the most doors open. FUZZ_RUNS and FUZZ_SEED try more and other values.
 */
const runs = Number(process.env.FUZZ_RUNS ?? 10);
const seed = Number(process.env.FUZZ_SEED ?? 20_261_126);

const scene = stage();
let owner: DeskContext;
vi.mock("@/app/desk-context", async (original) => ({
  ...(await original<typeof import("@/app/desk-context")>()),
  deskContext: async () => owner,
  contextOf: async () => owner,
  requireDesk: async () => owner,
}));
vi.mock("next/headers", () => ({
  cookies: async () => ({ get: () => undefined, getAll: () => [], set: () => undefined }),
  headers: async () => new Headers({ "x-forwarded-for": "198.51.100.1" }),
}));
vi.mock("next/cache", () => ({ revalidatePath: () => undefined }));

/** What our own log said since the last question. */
let faults: string[] = [];
beforeAll(async () => {
  vi.stubEnv("DATABASE_URL", scene.url);
  vi.stubEnv("INTERNAL_TOKEN", "a-token-that-only-we-know");
  vi.stubEnv("PUBLIC_URL", "https://status.larkfield.example");
  vi.stubEnv("RESEND_WEBHOOK_SECRET", "whsec_dGVzdHMtb25seS10ZXN0cy1vbmx5LXRlc3Rz");
  // No front listens here: a publication fails at once, in words.
  vi.stubEnv("FRONT_CONTROL_URL", "http://127.0.0.1:9");
  vi.spyOn(console, "error").mockImplementation((...said) => void faults.push(said.map(String).join(" ")));
  const user = await makeUser(scene.db, { role: "owner" });
  owner = {
    ...{ db: scene.db, now: new Date() },
    actor: { kind: "user", id: user.id, role: "owner", name: user.name ?? "Owner" },
    session: { id: user.id, state: "open", way: "password", since: new Date(), lastSeenAt: new Date() },
  };
  await makeAudience(scene.db, { slug: "executives" });
  await openOnCheckout(scene);
});

const files = readdirSync("app", { recursive: true, encoding: "utf8" })
  .map((name) => join("app", name).replaceAll("\\", "/"))
  .filter((name) => /(?<!\.test)\.tsx?$/.test(name));
const sources = new Map(files.map((file) => [file, readFileSync(file, "utf8")]));

/** The names of all fields that any door or form reads. */
const fieldNames = [
  ...new Set(
    [...sources.values()].flatMap((source) =>
      [
        ...source.matchAll(
          /\b(?:text|moment|field|fields)\((?:form|typed|fields), "([\w-]+)"|\.(?:get|getAll|all)\("([\w-]+)"\)/g,
        ),
      ].map(([, one, other]) => one ?? other!),
    ),
  ),
];
const form = fc.dictionary(fc.constantFrom(...fieldNames), hostile, { maxKeys: 14 });

const filledWith = (value: string) => Object.fromEntries(fieldNames.map((name) => [name, value]));
/** What no database takes, in every place at once. */
const everywhere: Sent[] = ["a\u0000", "\u0000", "\ud800"].flatMap((value) => {
  const places = { params: Array(4).fill(value), query: value, header: value };
  return [
    { ...places, method: "GET" },
    { ...places, method: "POST", body: new URLSearchParams(filledWith(value)) },
    { ...places, method: "POST", body: JSON.stringify(filledWith(value)), type: "application/json" },
  ];
});

const routes = files.filter((file) => /\/route\.tsx?$/.test(file));
/** Not asked: what runs until its reader leaves, and two scripts that only a build can read as text. */
const others = [
  "app/desk/live/route.ts",
  "app/(subscriber)/push-worker.js/route.ts",
  "app/(subscriber)/subscribe/push.js/route.ts",
];

let networks = 0;
/** Another network each time, so that no bound on tries stands before what is tested. */
const from = () => `2001:db8:${(++networks).toString(16)}::1`;
const plain = (text: string) => text.replace(/[^\x20-\x7e]/g, "").slice(0, 4_000);

type Sent = {
  method: string;
  body?: BodyInit;
  type?: string;
  params: string[];
  query: string;
  header: string;
};
const sent: fc.Arbitrary<Sent> = fc
  .record({
    params: fc.array(fc.oneof(hostile, fc.constantFrom("public", "executives", "email", "aaaaaaaaaaaa")), {
      minLength: 4,
      maxLength: 4,
    }),
    query: hostile,
    header: hostile,
    what: fc.oneof(
      fc.record({ method: fc.constant("GET") }),
      form.map((fields) => ({ method: "POST", body: new URLSearchParams(fields) as BodyInit })),
      hostileJson.map((body) => ({ method: "POST", body: body as BodyInit, type: "application/json" })),
      hostile.map((body) => ({ method: "POST", body: body as BodyInit, type: "application/json" })),
      hostile.map((body) => ({
        method: "POST",
        body: body as BodyInit,
        type: "multipart/form-data; boundary=x",
      })),
      hostile.map((body) => ({ method: "POST", body: `email,name\n${body}` as BodyInit, type: "text/csv" })),
    ),
  })
  .map(({ what, ...rest }) => ({ ...rest, ...what }));

async function knock(file: string, { method, body, type, params, query, header }: Sent) {
  const module = (await import(/* @vite-ignore */ `../${file}`)) as Record<string, unknown>;
  const door = module[method] as ((request: Request, route: unknown) => Promise<Response>) | undefined;
  if (!door) return null;
  const names = [...file.matchAll(/\[(\.\.\.)?(\w+)\]/g)];
  const given = Object.fromEntries(
    names.map(([, many, name], index) => [name, many ? params.slice(index, index + 2) : params[index]]),
  );
  const search = new URLSearchParams(fieldNames.slice(0, 8).map((name) => [name, query]));
  faults = [];
  const said = plain(header);
  const request = new Request(
    `https://status.larkfield.example/x?${search}&${encodeURI(query.toWellFormed())}`,
    {
      method,
      body: method === "GET" ? undefined : body,
      headers: {
        ...{ host: "status.larkfield.example", "sec-fetch-site": "same-origin", "x-forwarded-for": from() },
        ...{ "user-agent": said, "accept-language": said, cookie: `a=${said}`, "if-none-match": said },
        ...(type && { "content-type": type }),
      },
    },
  );
  return door(request, { params: Promise.resolve(given) }).catch((error: Error & { digest?: string }) => {
    // Next steers by throwing.
    if (error.digest?.startsWith("NEXT_")) return new Response(null, { status: 303 });
    throw error;
  });
}

/** That an answer is none of a fault, and obeys nobody's words. */
async function expectSafe(response: Response): Promise<void> {
  const type = response.headers.get("content-type") ?? "";
  expect(response.status, `${faults.at(-1)}`).toBeLessThan(500);
  for (const [name, value] of response.headers)
    expect(`${name}: ${value}`).not.toMatch(/^set-cookie: .*x7q=/);
  const text = response.body && type !== "text/event-stream" ? await response.text() : "";
  if (type.includes("json")) expect(() => JSON.parse(text)).not.toThrow();
  else if (!type.includes("csv")) expect(text.toLowerCase()).not.toContain(`<${mark}`);
  if (type.includes("xml") && !type.includes("svg")) expect(XMLValidator.validate(text)).toBe(true);
}

test("what is sent here is what the app reads", () => {
  expect(routes.length).toBeGreaterThan(45);
  expect(fieldNames.length).toBeGreaterThan(60);
  expect(fieldNames).toEqual(expect.arrayContaining(["email", "words", "service", "decision", "slug"]));
});

test.each(routes.filter((file) => !others.includes(file)))(
  "%s answers whatever it is sent",
  async (file) => {
    await fc.assert(
      fc.asyncProperty(sent, async (one) => {
        const response = await knock(file, one);
        if (response) await expectSafe(response);
      }),
      { numRuns: runs, seed, examples: everywhere.map((one) => [one]) },
    );
  },
  60_000,
);

const actionFiles = files.filter((file) => sources.get(file)!.startsWith('"use server"'));
const actions = (
  await Promise.all(
    actionFiles.map(async (file) =>
      Object.entries((await import(/* @vite-ignore */ `../${file}`)) as object),
    ),
  )
).flat() as [string, (...given: unknown[]) => Promise<{ ok: boolean; code?: string; error?: string }>][];

test.each(actions)(
  "%s takes whatever a form holds",
  async (_, act) => {
    await fc.assert(
      fc.asyncProperty(form, hostile, async (fields, other) => {
        faults = [];
        const filled = new FormData();
        for (const [name, value] of Object.entries(fields)) filled.append(name, value);
        const answered = await (act.length > 2 ? act(null, other, fields) : act(null, filled)).catch(
          (error: Error & { digest?: string }) => {
            if (error.digest?.startsWith("NEXT_")) return { ok: true };
            throw error;
          },
        );
        expect("code" in answered ? answered.code : "ok", faults.at(-1)).not.toBe("fault");
      }),
      {
        numRuns: runs,
        seed,
        examples: [
          [filledWith("a\u0000"), "a\u0000"],
          [filledWith("\ud800"), "\ud800"],
        ],
      },
    );
  },
  60_000,
);
