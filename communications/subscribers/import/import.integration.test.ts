import { eq } from "drizzle-orm";
import fc from "fast-check";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { letterQueue, lightEngine } from "@/communications/queue";
import { addSubscriber, minutesLater, noon, stage } from "@/communications/testing/stage";
import type { Context } from "@/db/context";
import { audienceServices } from "@/db/schema/audiences";
import { suppressions } from "@/db/schema/receipts";
import { services } from "@/db/schema/services";
import {
  personalLetters,
  subscriberServices,
  subscribers,
  subscriptionRequests,
} from "@/db/schema/subscribers";
import { addByHand } from "../add-by-hand";
import { confirmSubscription } from "../confirm-subscription";
import { exportSubscribers } from "./export-subscribers";
import { asksMax } from "./go-through";
import { digestOf, importSubscribers, previewImport } from "./import-subscribers";

const scene = stage();
const header = "channel,address,services,detail,language,confirmed,source,contact";
const bytes = (...lines: string[]) => new TextEncoder().encode([header, ...lines].join("\n"));
const as = (role: "owner" | "liaison" | "viewer"): Context => {
  const ctx = scene.liaison();
  return { ...ctx, actor: { ...ctx.actor, role } as Context["actor"] };
};
const run = (file: Uint8Array, ctx = scene.liaison()) => importSubscribers(ctx, file, digestOf(file));

beforeEach(async () => {
  for (const table of [subscribers, subscriptionRequests, personalLetters, suppressions])
    await scene.db.delete(table);
  await (await lightEngine(scene.db)).deleteAllJobs(letterQueue);
});

/** All that an import may touch, without what a later one may set anew. */
async function everything() {
  const tables = [subscribers, subscriberServices, subscriptionRequests, personalLetters];
  const rows = await Promise.all(tables.map((table) => scene.db.select().from(table)));
  return rows.map((some) => some.map((row) => JSON.stringify(row)).toSorted());
}
async function exported(ctx = as("owner")) {
  let text = "";
  for await (const part of exportSubscribers(ctx)) text += part;
  return text;
}
const rowOf = async (address: string) =>
  (await scene.db.select().from(subscribers).where(eq(subscribers.address, address)))[0];

describe("what a file does", () => {
  test("confirmed people with a source are in, with their choices; the preview said so and changed nothing", async () => {
    const file = bytes(
      "email,Ana@Reader.example,checkout; Search ,opened_and_resolved,en,yes,CRM list of May,",
      "webhook,https://hooks.reader.example/x,,major_only,,yes,Contract 12,ops@reader.example",
    );
    const told = await previewImport(scene.liaison(), file);
    expect(told).toMatchObject({ rows: 2, added: 2, refused: 0 });
    expect(await scene.db.select().from(subscribers)).toEqual([]);
    expect(await run(file)).toEqual(told);
    const ana = await rowOf("ana@reader.example");
    expect(ana).toMatchObject({
      ...{ state: "confirmed", scope: "chosen_services", detail: "opened_and_resolved", personId: ana!.id },
      ...{ source: "CRM list of May", confirmedAt: noon },
    });
    expect(await scene.db.select().from(subscriberServices)).toHaveLength(2);
    expect(await rowOf("https://hooks.reader.example/x")).toMatchObject({
      ...{ channel: "webhook", scope: "all_services", contact: "ops@reader.example" },
    });
  });

  test("who is not confirmed is asked, once, and is in with the source once they press", async () => {
    const file = bytes("email,ana@reader.example,Search,,,no,Trade fair,");
    expect(await run(file)).toMatchObject({ asked: 1 });
    expect(await scene.db.select().from(subscribers)).toEqual([]);
    expect(await run(file)).toMatchObject({ asked: 0, waiting: 1 });
    const letters = await scene.db.select().from(personalLetters);
    expect(letters).toHaveLength(1);
    const token = /\/confirm\/([\w-]+)/.exec(letters[0]!.text)![1]!;
    await confirmSubscription({ db: scene.db, now: noon }, { token });
    expect(await rowOf("ana@reader.example")).toMatchObject({
      source: "Trade fair",
      scope: "chosen_services",
    });
    expect(await run(file)).toMatchObject({ unchanged: 1, waiting: 0 });
  });

  test("choices of who is known are changed; what the file leaves open stays", async () => {
    const id = await addSubscriber(scene, {
      ...{ address: "ana@reader.example", scope: "chosen_services", detail: "major_only" },
      serviceIds: [scene.search],
    });
    const report = await run(bytes("email,ana@reader.example,Checkout,,,yes,CRM,"));
    expect(report).toMatchObject({ changed: 1, lines: [{ line: 2, did: "change", why: "services" }] });
    expect(await rowOf("ana@reader.example")).toMatchObject({ id, detail: "major_only", source: null });
    const chosen = await scene.db.select().from(subscriberServices);
    expect(chosen).toEqual([{ subscriberId: id, serviceId: scene.checkout }]);
    const only = new TextEncoder().encode("address\nana@reader.example\n");
    expect(await run(only)).toMatchObject({ unchanged: 1 });
  });

  test("who left or is suppressed is never brought back, by no row", async () => {
    await addSubscriber(scene, { address: "left@reader.example", state: "left", leftAt: noon });
    await addSubscriber(scene, { address: "gone@reader.example" });
    for (const address of ["gone@reader.example", "spam@reader.example"]) {
      await scene.db
        .insert(suppressions)
        .values({ channel: "email", address, reason: "bounced", since: noon });
    }
    const before = await everything();
    const report = await run(
      bytes(
        ...["left", "gone", "spam"].flatMap((name) => [`email,${name}@reader.example,Search,,,yes,CRM,`]),
        "email,LEFT@reader.example,,,,no,,",
      ),
    );
    expect(report).toMatchObject({ rows: 4, refused: 4, added: 0, changed: 0, asked: 0 });
    expect(report.lines[0]).toMatchObject({ line: 2, address: "left@reader.example" });
    expect(await everything()).toEqual(before);
    await expect(
      addByHand(scene.liaison(), { address: "left@reader.example", confirmed: "yes", source: "Phone" }),
    ).rejects.toMatchObject({ code: "refused" });
  });

  test("who follows one incident only does not hear of more", async () => {
    const id = await addSubscriber(scene, { address: "ana@reader.example", scope: "one_incident" });
    expect(await run(bytes("email,ana@reader.example,,,,yes,CRM,"))).toMatchObject({ unchanged: 1 });
    expect(await rowOf("ana@reader.example")).toMatchObject({ id, scope: "one_incident" });
  });

  test.each([
    ["email,nonsense,,,,yes,CRM,", /email address/],
    ["carrier pigeon,ana@reader.example,,,,yes,CRM,", /no channel/],
    ["email,ana@reader.example,Chekout,,,yes,CRM,", /no service “Chekout”/],
    ["email,ana@reader.example,,loud,,yes,CRM,", /detail/],
    ["email,ana@reader.example,,,xx,yes,CRM,", /language/],
    ["email,ana@reader.example,,,,maybe,CRM,", /yes or no/],
    ["email,ana@reader.example,,,,yes,,", /source/],
    ["email,ana@reader.example,,,,yes,CRM,nobody", /contact/],
    ["webhook,https://hooks.reader.example/x,,,,yes,CRM,", /contact/],
    ["webhook,http://127.0.0.1/x,,,,yes,CRM,ops@reader.example", /./],
    ["sms,+436601234567,,,,yes,CRM,", /not set up/],
    ["email,ana@reader.example,incident:abcdefghijkl,,,yes,CRM,", /single incidents/],
  ])("refuses %s with its line and why, and takes the others", async (row, why) => {
    const report = await run(bytes("email,bo@reader.example,,,,yes,CRM,", row));
    expect(report).toMatchObject({ added: 1, refused: 1, lines: [{ line: 3, did: "refuse" }] });
    expect(report.lines[0]?.why).toMatch(why);
    expect(await scene.db.select().from(subscribers)).toHaveLength(1);
  });

  test("of two lines about one address the first speaks", async () => {
    const report = await run(
      bytes("email,ana@reader.example,Search,,,yes,CRM,", "email, ANA@reader.example,Checkout,,,yes,CRM,"),
    );
    expect(report).toMatchObject({ added: 1, refused: 1 });
    expect(report.lines[0]?.why).toContain("Line 2");
  });

  test("one import asks so many people and no more; the next import of the file asks the next", async () => {
    const rows = Array.from({ length: asksMax + 3 }, (_, n) => `email,p${n}@reader.example,,,,no,,`);
    expect(await previewImport(scene.liaison(), bytes(...rows))).toMatchObject({
      asked: asksMax,
      refused: 3,
    });
    const few = bytes(...rows.slice(0, 4));
    expect(await run(few)).toMatchObject({ asked: 4 });
    expect(await previewImport(scene.liaison(), bytes(...rows))).toMatchObject({
      ...{ waiting: 4, asked: asksMax - 1, refused: 0 },
    });
  });
});

describe("what a file must be", () => {
  test.each([
    ["address,adress\nx,y", /no column “adress”/],
    ["name\nx", /no column/],
    ["channel\nemail", /“address” is missing/],
    ["address,address\nx,y", /twice/],
    ["address", /no rows/],
    ["", /no rows/],
    ['address\n"ana@reader.example', /cannot be read/],
    ["address\na,b,c", /cannot be read/],
  ])("refuses %o whole", async (text, words) => {
    const file = new TextEncoder().encode(text);
    const refused = await run(file).catch((error) => error);
    expect(refused).toMatchObject({ code: "file_refused" });
    expect(refused.message).toMatch(words);
  });

  test("refuses what is not UTF-8, or too many rows, and then keeps nothing of it", async () => {
    const latin = new Uint8Array([...new TextEncoder().encode("address\n"), 0xe4, 0x40]);
    await expect(run(latin)).rejects.toMatchObject({ code: "file_refused" });
    const many = bytes(...Array.from({ length: 100_001 }, () => "email,x,,,,,,"));
    await expect(run(many)).rejects.toMatchObject({ code: "file_refused" });
    expect(await scene.db.select().from(subscribers)).toEqual([]);
  });

  test("is the one that was looked through", async () => {
    const seen = bytes("email,ana@reader.example,,,,yes,CRM,");
    const other = bytes("email,bo@reader.example,,,,yes,CRM,");
    await expect(importSubscribers(scene.liaison(), other, digestOf(seen))).rejects.toMatchObject({
      code: "file_changed",
    });
  });

  test("may come from a spreadsheet: with a mark of its encoding, quotes and Windows lines", async () => {
    const file = new TextEncoder().encode(
      `\uFEFFAddress,Services,Confirmed,Source\r\n"ana@reader.example","Checkout;Search",YES,"CRM, May"\r\n`,
    );
    expect(await run(file)).toMatchObject({ rows: 1, added: 1 });
    expect(await rowOf("ana@reader.example")).toMatchObject({ source: "CRM, May" });
  });
});

test("viewers look only; liaisons import and add; only owners take the list along", async () => {
  const file = bytes("email,ana@reader.example,,,,yes,CRM,");
  const refusal = { code: "not_allowed" };
  await expect(run(file, as("viewer"))).rejects.toMatchObject(refusal);
  await expect(previewImport(as("viewer"), file)).rejects.toMatchObject(refusal);
  await expect(addByHand(as("viewer"), { address: "ana@reader.example" })).rejects.toMatchObject(refusal);
  await expect(exported(as("viewer"))).rejects.toMatchObject(refusal);
  await expect(exported(as("liaison"))).rejects.toMatchObject(refusal);
  expect(await scene.db.select().from(subscribers)).toEqual([]);
  expect(await addByHand(as("liaison"), { address: "ana@reader.example" })).toBe("asked");
  const confirmed = {
    address: "bo@reader.example",
    confirmed: "yes",
    source: "Phone call",
    services: "Search",
  };
  expect(await addByHand(as("liaison"), confirmed)).toBe("added");
  expect(await addByHand(as("liaison"), { ...confirmed, services: "" })).toBe("changed");
  expect(await addByHand(as("liaison"), { ...confirmed, services: "" })).toBe("unchanged");
});

describe("the list to take along", () => {
  let hidden: string;
  beforeAll(async () => {
    const times = { createdAt: noon, updatedAt: noon };
    const made = await scene.db
      .insert(services)
      .values(
        ["=cmd()", "a;b", "Twin", "twin", "incident:x", "Hidden"].map((name, position) => ({
          ...{ name, position: position + 5, startDate: "2026-01-01", ...times },
        })),
      )
      .returning({ id: services.id, name: services.name });
    hidden = made.find(({ name }) => name === "Hidden")!.id;
    await scene.db
      .insert(audienceServices)
      .values(
        made
          .filter(({ id }) => id !== hidden)
          .map(({ id: serviceId }) => ({ audienceId: scene.audienceId, serviceId })),
      );
  });

  test("has nobody who left, runs nothing in a spreadsheet, and imported anew changes nothing", async () => {
    const all = (await scene.db.select({ id: services.id }).from(services)).map(({ id }) => id);
    for (const id of all) {
      await addSubscriber(scene, { scope: "chosen_services", serviceIds: [id], source: "=HYPERLINK(1)" });
    }
    await addSubscriber(scene, { scope: "chosen_services", serviceIds: all });
    await addSubscriber(scene, { address: "+x@reader.example", pausedAt: noon });
    await addSubscriber(scene, { scope: "one_incident" });
    await addSubscriber(scene, {
      channel: "webhook",
      address: "https://hooks.reader.example/x",
      state: "switched_off",
    });
    await addSubscriber(scene, { address: "left@reader.example", state: "left", leftAt: noon });
    const text = await exported();
    expect(text).not.toContain("left@reader.example");
    expect(text.split("\n")[0]).toBe(header);
    expect(text).toContain("Confirmed on our page on 2026-11-23");
    for (const cell of text.split(/[,\n]/)) expect(cell.replace(/^"/, "")).not.toMatch(/^[=+\-@]/);
    const before = await everything();
    const report = await run(new TextEncoder().encode(text));
    expect(report.lines).toEqual([]);
    expect(report).toMatchObject({ unchanged: report.rows, rows: all.length + 4 });
    expect(await everything()).toEqual(before);
  });
});

describe("any file, after anything", () => {
  const address = fc.constantFrom("a@x.example", "B@x.example", "c@x.example", "d@x.example", "nonsense", "");
  const pick = (...words: string[]) => fc.constantFrom(...words);
  const row = fc
    .tuple(
      pick("email", "email", "", "webhook", "pigeon"),
      address,
      pick("", "Checkout", "search;checkout", "Search;", "None such", "incident:abcdefghijkl"),
      pick("", "every_update", "opened_and_resolved", "major_only", "loud"),
      pick("", "en", "xx"),
      pick("yes", "no", ""),
      pick("CRM", "Fair", ""),
      pick("", "ops@x.example"),
    )
    .map((cells) => cells.join(","));
  const before = fc.array(
    fc.record({
      address: pick("a@x.example", "b@x.example", "c@x.example"),
      state: fc.constantFrom("confirmed" as const, "left" as const, "switched_off" as const),
      scope: fc.constantFrom("all_services" as const, "chosen_services" as const, "one_incident" as const),
      detail: fc.constantFrom("every_update" as const, "major_only" as const),
      suppressed: fc.boolean(),
    }),
    { maxLength: 3 },
  );

  test("importing it again changes nothing twice, its numbers add up, and nobody who left comes back", async () => {
    await fc.assert(
      fc.asyncProperty(before, fc.array(row, { minLength: 1, maxLength: 12 }), async (people, rows) => {
        for (const table of [subscribers, subscriptionRequests, personalLetters, suppressions]) {
          await scene.db.delete(table);
        }
        const known = new Map(people.map((person) => [person.address, person]));
        for (const { suppressed, ...person } of known.values()) {
          await addSubscriber(scene, {
            ...person,
            serviceIds: person.scope === "chosen_services" ? [scene.checkout] : [],
          });
          if (suppressed) {
            await scene.db.insert(suppressions).values({
              ...{ channel: "email", address: person.address, reason: "complained", since: noon },
            });
          }
        }
        const file = bytes(...rows);
        const told = await previewImport(scene.liaison(), file);
        const first = await run(file);
        expect(first).toEqual(told);
        const { added, changed, unchanged, asked, waiting, refused } = first;
        expect(added + changed + unchanged + asked + waiting + refused).toBe(first.rows);
        const after = await everything();
        const again = await run(file, scene.liaison(minutesLater(5)));
        expect(again).toMatchObject({ added: 0, changed: 0, asked: 0, refused });
        expect(await everything()).toEqual(after);
        for (const { address, state } of known.values()) {
          if (state !== "confirmed") expect((await rowOf(address))?.state).toBe(state);
        }
      }),
      { numRuns: 40 },
    );
  }, 60_000);
});
