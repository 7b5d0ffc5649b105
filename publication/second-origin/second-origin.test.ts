import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Stage } from "../testing/stage";
import { exportPublication } from "./export-publication";
import { fileNameOf, keyOf } from "./file-name";
import { FolderSink } from "./folder-sink";
import { openSinks } from "./open-sinks";
import { incidentPath, putSite } from "./testing/small-site";
import { abandonedMilliseconds } from "./write-copy";

let stage: Stage;
let folder: string;

beforeEach(() => {
  stage = new Stage();
  folder = mkdtempSync(join(tmpdir(), "drawbridge-copy-"));
  putSite(stage.app);
});
afterEach(async () => {
  await stage.close();
  rmSync(folder, { recursive: true, force: true });
});

const open = () =>
  stage.open({
    secondOrigins: [new FolderSink(folder)],
    copyRhythm: { look: 10, confirm: 60_000, firstPause: 20, longestPause: 50 },
  });
const copyOf = async () => (await stage.state()).copies[0];
const untilVersion = (version: number) =>
  vi.waitFor(async () => expect(await copyOf()).toMatchObject({ version, fault: null }), { timeout: 8_000 });
const text = (name: string) => readFileSync(join(folder, name), "utf8");
const json = (name: string) => JSON.parse(text(name));
const nobody = () => Promise.reject(new Error("the app does not answer"));
const exported = (now = stage.now) =>
  exportPublication(
    { folder: join(stage.dataDir, "publication"), sink: new FolderSink(folder), now },
    nobody,
  );

test("each publication reaches the folder by itself, pages under names that any host serves", async () => {
  await open();
  await stage.refresh();
  await untilVersion(1);
  expect(text("index.html")).toBe((await stage.get("/")).text);
  expect(text("history.html")).toBe((await stage.get("/history")).text);
  expect(text("history/2026-11.html")).toBe((await stage.get("/history/2026-11")).text);
  expect(text("api/v2/incidents/unresolved.json")).toBe("[]");
  stage.app.version = 2;
  stage.app.page("/", "<p>Checkout fails</p>");
  await stage.refresh();
  await untilVersion(2);
  expect(text("index.html")).toContain("Checkout fails");
});

test("what is gone leaves the folder, with folders that are empty then; what is not ours stays", async () => {
  await open();
  await stage.refresh();
  await untilVersion(1);
  writeFileSync(join(folder, "robots.txt"), "ours alone");
  expect(existsSync(join(folder, "incidents"))).toBe(true);
  stage.app.version = 2;
  stage.app.pages.delete(incidentPath);
  await stage.refresh();
  await untilVersion(2);
  expect(existsSync(join(folder, "incidents"))).toBe(false);
  expect(text("robots.txt")).toBe("ours alone");
});

test("a confirmation goes on once a minute, so that a copy that is kept does not look old", async () => {
  await open();
  await stage.refresh();
  await untilVersion(1);
  const before = json("stamp.json").confirmedAt;
  stage.now += 61_000;
  stage.app.version = 2;
  await stage.refresh();
  await untilVersion(2);
  expect(Date.parse(json("stamp.json").confirmedAt)).toBe(Date.parse(before) + 61_000);
});

test("what cannot be confirmed is not confirmed in the copy either", async () => {
  await open();
  await stage.refresh();
  await untilVersion(1);
  const before = json("stamp.json");
  await stage.app.stop();
  stage.now += 600_000;
  await new Promise((done) => setTimeout(done, 100));
  expect(json("stamp.json")).toEqual(before);
});

test("a folder that takes nothing is said, tried again, and harms no reader", async () => {
  rmSync(folder, { recursive: true });
  writeFileSync(folder, "a file in its place");
  await open();
  await stage.refresh();
  await vi.waitFor(async () => expect((await copyOf()).fault).toMatch(/ENOTDIR|EEXIST/));
  expect((await copyOf()).faultSince).toBe(new Date(stage.now).toISOString());
  expect((await stage.get("/")).status).toBe(200);
  rmSync(folder);
  mkdirSync(folder);
  await untilVersion(1);
  expect((await copyOf()).faultSince).toBeNull();
});

test("how a copy stood is known after a restart, also while its place takes nothing", async () => {
  await open();
  await stage.refresh();
  await untilVersion(1);
  const { writtenAt } = await copyOf();
  await stage.front.stop();
  rmSync(folder, { recursive: true });
  writeFileSync(folder, "a file in its place");
  await stage.startFront({ secondOrigins: [new FolderSink(folder)], copyRhythm: { look: 10 } });
  await vi.waitFor(async () => expect((await copyOf()).fault).toMatch(/ENOTDIR|EEXIST/));
  expect(await copyOf()).toMatchObject({ version: 1, writtenAt });
});

test("a front that is behind leaves a newer copy alone while another confirms it, and takes over when nobody does", async () => {
  const index = { version: 9, confirmedAt: stage.now, writer: "another", files: {} };
  writeFileSync(join(folder, "copy.json"), JSON.stringify(index));
  await open();
  await stage.refresh();
  await vi.waitFor(async () => expect(await copyOf()).toMatchObject({ newerElsewhere: 9, version: 9 }));
  expect(readdirSync(folder)).toEqual(["copy.json"]);
  stage.now += abandonedMilliseconds;
  stage.app.version = 2;
  await stage.refresh();
  await untilVersion(2);
  expect((await copyOf()).newerElsewhere).toBeNull();
});

test("a front that was overtaken while it wrote puts its older pages right with its next version", async () => {
  const sink = new FolderSink(folder);
  const put = sink.put.bind(sink);
  let overtake = () => {};
  sink.put = async (name, file) => {
    if (name === "history.html") overtake();
    await put(name, file);
  };
  await stage.open({ secondOrigins: [sink], copyRhythm: { look: 10, firstPause: 20, longestPause: 50 } });
  await stage.refresh();
  await untilVersion(1);
  const history = stage.app.pages.get("/history")!;
  const theirs = { ...json("copy.json"), version: 3, writer: "another", confirmedAt: stage.now };
  overtake = () => {
    overtake = () => {};
    writeFileSync(join(folder, "copy.json"), JSON.stringify(theirs));
    writeFileSync(join(folder, "history.html"), "as of version 3");
  };
  stage.app.version = 2;
  stage.app.page("/history", "<p>As of version 2</p>");
  await stage.refresh();
  await vi.waitFor(async () => expect(await copyOf()).toMatchObject({ newerElsewhere: 3 }));
  expect(text("history.html"), "the slower one wrote over it").toContain("As of version 2");
  stage.app.version = 3;
  stage.app.pages.set("/history", history);
  await stage.refresh();
  await vi.waitFor(async () => expect(await copyOf()).toMatchObject({ version: 3, newerElsewhere: null }));
  expect(text("history.html")).toContain("<p>History</p>");
});

test("an index that somebody forged removes nothing outside the folder", async () => {
  const outside = `${folder}-outside`;
  writeFileSync(outside, "precious");
  const files = { [`../${outside.split("/").pop()}`]: "x" };
  writeFileSync(
    join(folder, "copy.json"),
    JSON.stringify({ version: 0, confirmedAt: 0, writer: "w", files }),
  );
  await open();
  await stage.refresh();
  await vi.waitFor(async () => expect((await copyOf()).fault).toContain("lies outside"));
  expect(readFileSync(outside, "utf8")).toBe("precious");
  rmSync(outside);
});

test("the command exports from disk alone, with the front and the app dead", async () => {
  await stage.open();
  await stage.refresh();
  const live = (await stage.get("/")).text;
  await stage.front.stop();
  await stage.app.stop();
  const { copy, missing, written } = await exported();
  expect([copy.version, missing, written.put]).toEqual([1, 0, stage.app.pages.size + 1]);
  expect(text("index.html")).toBe(live);
  expect(json("copy.json")).toMatchObject({ version: 1 });
});

test("the command counts known pages that it cannot have", async () => {
  await stage.open();
  stage.app.changed = ["/", "/404", "/history"];
  await stage.refresh();
  stage.app.version = 2;
  stage.app.page("/incidents/cccccccccccc", "<p>Old</p>");
  await stage.refresh();
  await stage.front.stop();
  expect((await exported()).missing).toBe(1);
});

test("the command says so when there is nothing to export", async () => {
  await stage.open();
  await expect(exported()).rejects.toThrow();
});

test.each([
  "/../../etc/passwd",
  "/incidents/../../x",
  "//host/x",
  "/.ssh",
  "/a\\b",
  "/a/",
  "/copy.json",
  "/a\0b",
  `/${"a".repeat(300)}`,
])("%j never becomes a name", (path) => {
  expect([fileNameOf(path, true), keyOf(path)]).toEqual([null, null]);
});

test("a bucket without its key is refused at the start, by the name of what is missing", () => {
  const none = { SECOND_ORIGIN_DIR: undefined, SECOND_ORIGIN_S3_KEY_ID: undefined };
  const some = { SECOND_ORIGIN_S3_URL: "https://s3.example/b", SECOND_ORIGIN_S3_REGION: "r" };
  expect(() => openSinks({ ...none, ...some, SECOND_ORIGIN_S3_SECRET: "s" })).toThrow(
    "SECOND_ORIGIN_S3_KEY_ID",
  );
});
