import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { read } from "./testing/read";
import { Stage } from "./testing/stage";

let stage: Stage;
beforeEach(async () => {
  stage = await new Stage().open();
  await stage.refresh();
  stage.app.asked.length = 0;
  stage.app.other = (request, response) => {
    const mine = request.headers.cookie === "drawbridge-private=mine";
    const headers = { "content-type": "text/html", "cache-control": "no-store" };
    response.writeHead(200, headers).end(mine ? "We lose 4,000 euros an hour" : "This page is private");
  };
});
afterEach(() => stage.close());

/** Everything that the front keeps on disk, as one text. */
function kept(): string {
  const folder = join(stage.dataDir, "publication");
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((file) => file.isFile());
  return files.map((file) => readFileSync(join(file.parentPath, file.name), "latin1")).join("\n");
}

test("a private page is asked of the app each time, with its reader's cookie, and never held", async () => {
  for (const path of ["/s/executives", "/s/executives?x=1", "/s/executives/in/token"]) {
    const mine = await stage.get(path, { cookie: "drawbridge-private=mine" });
    const strangers = await stage.get(path);
    expect(mine.text).toContain("4,000");
    expect(strangers.text).toBe("This page is private");
    for (const { headers } of [mine, strangers]) expect(headers["cache-control"]).toBe("no-store");
  }
  expect(stage.app.asked).toHaveLength(6);
  await stage.refresh();
  expect(kept()).not.toMatch(/4,000|executives/);
});

test("its forms go to the app as they came", async () => {
  const sent = { method: "POST", headers: { cookie: "drawbridge-private=mine" }, body: "words=why" };
  expect((await read(stage.front.port, "/s/executives/ask", sent)).text).toContain("4,000");
  expect(stage.app.asked).toEqual(["POST /s/executives/ask"]);
});

test("with the app gone, nothing of it is shown: not even what was read a moment ago", async () => {
  await stage.get("/s/executives", { cookie: "drawbridge-private=mine" });
  await stage.app.stop();
  const answer = await stage.get("/s/executives", { cookie: "drawbridge-private=mine" });
  expect(answer.status).toBe(503);
  expect(answer.text).not.toContain("4,000");
});
