import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { html, json } from "./testing/small-app";
import { Stage } from "./testing/stage";

let stage: Stage;
beforeEach(async () => {
  stage = await new Stage().open();
  await stage.refresh();
});
afterEach(() => stage.close());

const publish = (version: number) => {
  stage.app.version = version;
  stage.app.page("/", `<p>Version ${version}</p>`);
  stage.app.put("/api/v2/summary.json", { type: "application/json", text: json(version) });
};
const regenerations = () => stage.app.asked.filter((line) => line === "POST /api/regenerate").length;

test("the answer to a refresh comes after readers get the new version", async () => {
  publish(2);
  expect(await stage.refresh(2)).toEqual({
    status: 200,
    version: 2,
    confirmedAt: "2026-11-23T14:30:00.000Z",
  });
  expect((await stage.get("/")).text).toContain("Version 2");
  expect((await stage.get("/api/v2/summary.json")).text).toBe(json(2));
});

test("readers see all of a change or nothing of it", async () => {
  publish(2);
  const seen = new Set<string>();
  stage.app.gate = async (path) => {
    if (path !== "/api/v2/summary.json") return;
    // While one page of the change is still asked for, none of it is shown.
    const [page, summary] = [await stage.get("/"), await stage.get("/api/v2/summary.json")];
    seen.add(`${page.text.includes("Version 2")} ${summary.text === json(2)}`);
  };
  await stage.refresh(2);
  expect([...seen]).toEqual(["false false"]);
  expect((await stage.get("/")).text).toContain("Version 2");
});

test("pages older than promised are refused, and readers keep what they had", async () => {
  publish(2);
  stage.app.pagesVersion = 1;
  const answer = await stage.refresh(2);
  expect(answer.status).toBe(502);
  expect(answer.error).toContain("version 1, not yet 2");
  expect((await stage.get("/")).text).not.toContain("Version 2");
  expect(await stage.state()).toMatchObject({ version: 1 });
});

test("an app that has not reached the version is not believed", async () => {
  expect(await stage.refresh(9)).toMatchObject({ status: 502 });
});

test.each([
  ["does not answer for the database", () => (stage.app.databaseDown = true)],
  [
    "breaks on one page",
    () =>
      stage.app.pages.set("/feed.json", { type: "x", text: "", headers: { "x-drawbridge-version": "none" } }),
  ],
])("when the app %s, nothing changes", async (_, breakIt) => {
  const before = (await stage.get("/")).text;
  publish(2);
  breakIt();
  expect((await stage.refresh(2)).status).toBe(502);
  expect((await stage.get("/")).text).toBe(before);
});

test("a page longer than four megabytes is not taken in", async () => {
  publish(2);
  stage.app.put("/feed.json", { type: "application/json", text: "x".repeat(4 * 1024 * 1024 + 1) });
  expect(await stage.refresh(2)).toMatchObject({ status: 502 });
});

test("who asks during a run is answered by one further run", async () => {
  let open = () => {};
  const held = new Promise<void>((resolve) => {
    open = resolve;
  });
  const before = regenerations();
  publish(2);
  stage.app.gate = (path) => (path === "/api/regenerate" ? held : Promise.resolve());
  const first = stage.refresh(2);
  await vi.waitFor(() => expect(regenerations()).toBe(before + 1));
  publish(3);
  const later = Array.from({ length: 10 }, () => stage.refresh(3));
  // The first run already reads version 3 once it goes on; whoever waits for 3 is then content.
  open();
  expect(await first).toMatchObject({ status: 200, version: 3 });
  for (const answer of await Promise.all(later)) expect(answer).toMatchObject({ status: 200, version: 3 });
  expect(regenerations()).toBe(before + 1);
});

test("a version that readers already have is answered without work", async () => {
  const before = stage.app.asked.length;
  expect(await stage.refresh(1)).toMatchObject({ status: 200, version: 1 });
  expect(stage.app.asked.length).toBe(before);
});

test("the clock alone can be a reason to refresh", async () => {
  stage.app.put("/", { type: "text/html", text: html("<p>Overdue</p>") });
  expect((await stage.refresh(1, true)).status).toBe(200);
  expect((await stage.get("/")).text).toContain("Overdue");
});

test("the control listener does not exist without the token", async () => {
  for (const token of ["", "wrong", `${stage.app.token}x`]) {
    expect((await stage.control("POST", "/refresh", '{"version":1}', token)).status).toBe(404);
    expect((await stage.control("GET", "/state", undefined, token)).status).toBe(404);
  }
});

test.each(["", "{", '{"version":"1"}', '{"version":-1}', `{"version":1,"x":"${"x".repeat(5000)}"}`])(
  "a wish that cannot be read is refused (%#)",
  async (body) => {
    expect((await stage.control("POST", "/refresh", body)).status).toBe(400);
  },
);

test("the state tells what is held", async () => {
  expect(await stage.state()).toEqual({
    ...{ version: 1, confirmedAt: "2026-11-23T14:30:00.000Z", confirmed: true },
    ...{ paths: 3, bytes: expect.any(Number), disk: "ok", copies: [], worker: null },
  });
});

test("the same version of another moment is another past: a restored database's truth takes its place", async () => {
  await stage.front.stop();
  await stage.startFront({ rhythm: { well: 20, failing: 20 } });
  // What the start makes anew has been made.
  await vi.waitFor(() =>
    expect(stage.app.asked.filter((line) => line === "GET /api/publication").length).toBeGreaterThan(4),
  );
  const before = regenerations();
  stage.app.modifiedAt = "2026-11-23T14:25:00.000Z";
  stage.app.page("/", "<p>What is true after the restore</p>");
  await vi.waitFor(async () => expect((await stage.get("/")).text).toContain("after the restore"));
  await new Promise((done) => setTimeout(done, 200));
  expect(regenerations(), "once, not at every look").toBe(before + 1);
  expect((await stage.state()).confirmed).toBe(true);
});

test("a promise that lapses is overdue for readers though no worker lives to say so, once, and anew when the clock went back", async () => {
  await stage.front.stop();
  stage.app.promises = ["2026-11-23T14:40:00.000Z"];
  await stage.startFront({ rhythm: { well: 20, failing: 20 } });
  const looks = () => stage.app.asked.filter((line) => line === "GET /api/publication").length;
  const someLooks = async () => {
    const before = looks();
    await vi.waitFor(() => expect(looks()).toBeGreaterThan(before + 4));
  };
  await someLooks();
  const before = regenerations();
  await someLooks();
  expect(regenerations(), "it is still to come").toBe(before);
  stage.app.page("/", "<p>Our update is overdue</p>");
  stage.now = Date.parse("2026-11-23T14:40:01.000Z");
  await vi.waitFor(async () => expect((await stage.get("/")).text).toContain("overdue"));
  await someLooks();
  expect(regenerations(), "once").toBe(before + 1);
  stage.app.page("/", "<p>Next update by 14:40</p>");
  stage.now = Date.parse("2026-11-23T14:31:00.000Z");
  await vi.waitFor(async () => expect((await stage.get("/")).text).toContain("by 14:40"));
  expect((await stage.state()).confirmed).toBe(true);
});

test("what the worker says of itself is there for the desk, with its time", async () => {
  expect((await stage.control("POST", "/report", JSON.stringify({ fault: "No space left" }))).status).toBe(
    200,
  );
  expect((await stage.state()).worker).toEqual({ at: "2026-11-23T14:30:00.000Z", fault: "No space left" });
  expect((await stage.control("POST", "/report", "{}", "wrong token")).status).toBe(404);
});
