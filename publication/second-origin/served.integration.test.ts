import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { type Reading, read } from "../testing/read";
import { Stage } from "../testing/stage";
import { FolderSink } from "./folder-sink";
import { putSite } from "./testing/small-site";
import { isInstalled, type StaticHost, startStaticHost, staticHosts } from "./testing/static-hosts";

/** Of the moment, of the server, of how it compresses and compares, or a note of ours. */
const own =
  /^(x-drawbridge-version|date|server|connection|keep-alive|etag|last-modified|accept-ranges|vary|content-security-policy|transfer-encoding|content-length)$/;

const root = mkdtempSync(join(tmpdir(), "drawbridge-served-"));
const stage = new Stage();
let paths: string[];

beforeAll(async () => {
  putSite(stage.app);
  await stage.open({ secondOrigins: [new FolderSink(root)], copyRhythm: { look: 20 } });
  await stage.refresh();
  await vi.waitFor(async () => expect((await stage.state()).copies[0].version).toBe(1), { timeout: 10_000 });
  paths = [...stage.app.pages.keys(), "/stamp.json"];
});

afterAll(async () => {
  await stage.close();
  rmSync(root, { recursive: true, force: true });
});

const told = ({ status, headers, text }: Reading) => ({
  status,
  text,
  headers: Object.fromEntries(Object.entries(headers).filter(([name]) => !own.test(name))),
});

describe.each(staticHosts)("a copy served by %s with the sample configuration", (name) => {
  const isHere = isInstalled(name);
  let host: StaticHost;

  beforeAll(async () => {
    if (isHere) host = await startStaticHost(name, root);
    else console.warn(`${name} is not installed: its tests are skipped. apt-get install ${name}`);
  });
  afterAll(() => host?.stop());

  test.skipIf(!isHere)(
    "answers every surface with the front's bytes, type, caching and policies",
    async () => {
      for (const path of paths) {
        const [front, copy] = [await stage.get(path), await read(host.port, path)];
        expect(told(copy), path).toEqual(told(front));
      }
    },
  );

  test.skipIf(!isHere)("answers what does not exist with the page for that, and its status", async () => {
    for (const path of ["/nothing", "/incidents/zzzzzzzzzzzz", "/api/v2/nothing.json"]) {
      const [copy, ours] = [await read(host.port, path), await stage.get("/404")];
      expect(copy.status, path).toBe(404);
      expect(copy.text, path).toBe(ours.text);
      expect(copy.headers["content-type"], path).toBe("text/html; charset=utf-8");
    }
  });

  test.skipIf(!isHere)("keeps out frames and everything from elsewhere, by a header too", async () => {
    const policy = (await read(host.port, "/")).headers["content-security-policy"];
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).toContain("script-src 'self'");
  });

  test.skipIf(!isHere)("shows neither the files that are no addresses nor anything outside", async () => {
    for (const path of ["/copy.json", "/index.html", "/history.html", "/..%2f..%2fetc%2fpasswd", "/.well"])
      expect((await read(host.port, path)).status, path).toBeGreaterThanOrEqual(400);
  });

  test.skipIf(!isHere)("compresses for those who ask, and the bytes inside are the same", async () => {
    const copy = await read(host.port, "/", { headers: { "accept-encoding": "gzip" } });
    expect(copy.headers["content-encoding"]).toBe("gzip");
    expect(copy.text).toBe((await stage.get("/")).text);
  });
});
