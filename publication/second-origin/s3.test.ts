import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Stage } from "../testing/stage";
import { S3Sink } from "./s3-sink";
import { S3Double } from "./testing/s3-double";
import { incidentPath, putSite } from "./testing/small-site";

let storage: S3Double;
let stage: Stage;

beforeEach(async () => {
  storage = await new S3Double().start();
  stage = new Stage();
  putSite(stage.app);
});
afterEach(async () => {
  await stage.close();
  await storage.stop();
});

const place = () => ({
  ...{ url: storage.url, region: storage.region, keyId: storage.keyId, secret: storage.secret },
});
const open = (sink = new S3Sink(place())) =>
  stage.open({ secondOrigins: [sink], copyRhythm: { look: 10, firstPause: 20, longestPause: 50 } });
const copyOf = async () => (await stage.state()).copies[0];
const untilVersion = (version: number) =>
  vi.waitFor(async () => expect(await copyOf()).toMatchObject({ version, fault: null }), { timeout: 8_000 });

test("every surface becomes an object under its own address, with its type and its caching", async () => {
  await open();
  await stage.refresh();
  await untilVersion(1);
  for (const path of stage.app.pages.keys()) {
    const key = { "/": "index.html", "/404": "404.html" }[path] ?? path.slice(1);
    const [object, front] = [storage.objects.get(key), await stage.get(path)];
    expect(object?.body.toString(), path).toBe(front.text);
    expect(object?.headers["content-type"], path).toBe(front.headers["content-type"]);
    expect(object?.headers["cache-control"], path).toBe(front.headers["cache-control"]);
  }
  expect(JSON.parse(storage.objects.get("stamp.json")!.body.toString())).toEqual(
    JSON.parse((await stage.get("/stamp.json")).text),
  );
});

test("the start page comes after what it links to, the index last of all", async () => {
  await open();
  await stage.refresh();
  await untilVersion(1);
  const puts = storage.asked.filter((line) => line.startsWith("PUT"));
  expect(puts.slice(-3)).toEqual(["PUT index.html", "PUT stamp.json", "PUT copy.json"]);
});

test("a later version writes what changed and removes what is gone", async () => {
  await open();
  await stage.refresh();
  await untilVersion(1);
  storage.asked.length = 0;
  stage.app.version = 2;
  stage.app.page("/history", "<p>Changed</p>");
  stage.app.pages.delete(incidentPath);
  await stage.refresh();
  await untilVersion(2);
  expect(storage.objects.get("history")?.body.toString()).toContain("Changed");
  expect(storage.objects.has(incidentPath.slice(1))).toBe(false);
  expect(storage.asked.filter((line) => /feed|summary/.test(line))).toEqual([]);
});

test.each([
  ["storage that is busy", [503, 503]],
  ["storage that fails within", [500]],
  ["a connection that breaks", ["reset before"]],
  ["an answer that is lost after the object was taken", [undefined, "lost answer", "lost answer"]],
] as [string, S3Double["mishaps"]][])(
  "%s costs no version: the copy is whole in the end",
  async (_, mishaps) => {
    storage.mishaps = [...mishaps];
    await open();
    await stage.refresh();
    await untilVersion(1);
    expect(storage.mishaps).toEqual([]);
    expect(storage.objects.size).toBe(stage.app.pages.size + 2);
  },
);

test("a copy that stops in the middle keeps the old start page and index, and says why", async () => {
  await open();
  await stage.refresh();
  await untilVersion(1);
  const before = storage.objects.get("copy.json")!.body.toString();
  stage.app.version = 2;
  for (const path of ["/history", "/feed.json"])
    stage.app.pages.get(path)!.text = stage.app.pages.get(path)!.text.replace("<p>", "<p>2 ");
  // The index is read (once), and everything after that refused, more often than the library tries.
  storage.mishaps = [undefined as never, ...Array.from({ length: 400 }, () => 503 as const)];
  await stage.refresh();
  await vi.waitFor(async () => expect((await copyOf()).fault).toMatch(/PUT \S+ was answered 503 SlowDown/), {
    timeout: 8_000,
  });
  expect(storage.objects.get("copy.json")!.body.toString()).toBe(before);
  expect((await copyOf()).version).toBe(1);
  expect((await stage.get("/")).status, "readers of the front notice nothing").toBe(200);
  storage.mishaps = [];
  await untilVersion(2);
});

test("a key that the storage does not know is said in its words, and never in ours", async () => {
  await open(new S3Sink({ ...place(), secret: "wrong" }));
  await stage.refresh();
  await vi.waitFor(async () => expect((await copyOf()).fault).toContain("403 SignatureDoesNotMatch"));
  expect(JSON.stringify([await copyOf(), stage.said])).not.toContain("wrong");
});
