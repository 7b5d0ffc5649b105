import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Passed } from "../proxy";
import { read } from "../testing/read";
import { Stage } from "../testing/stage";
import { isLoopback } from "./metrics-server";
import { surfaceOf } from "./traffic";

let stage: Stage;
let passed: Passed[];
let asked: (string | undefined)[];

async function begin(token: string | undefined, trustProxy = false) {
  await stage.front.stop();
  passed = [];
  asked = [];
  await stage.startFront({
    trustProxy,
    metrics: { host: "127.0.0.1", port: 0, token },
    passed: (one) => passed.push(one),
  });
  stage.app.other = (request, response) => {
    asked.push(request.headers["x-request-id"]?.toString());
    if (request.url === "/api/metrics" && request.headers.authorization === `Bearer ${stage.app.token}`) {
      response.end("drawbridge_queue_jobs 7\n");
    } else response.writeHead(201).end("of the app");
  };
}
const metrics = (headers = {}) => read(stage.front.metricsPort!, "/metrics", { headers });
const settled = () => new Promise((resolve) => setTimeout(resolve, 50));

beforeEach(async () => {
  stage = await new Stage().open();
  await stage.refresh();
});
afterEach(() => stage.close());

describe("what Prometheus is told", () => {
  test("requests by surface and status, the publication's version and age, and what the app knows", async () => {
    await begin(undefined);
    await stage.refresh();
    await stage.get("/");
    await stage.get("/");
    await stage.get("/nowhere-at-all/x");
    await stage.get("/desk");
    await settled();
    const { status, text, headers } = await metrics();
    expect(status).toBe(200);
    expect(headers["content-type"]).toContain("text/plain");
    expect(text).toContain('drawbridge_http_requests_total{surface="page",status="200"} 2');
    expect(text).toContain('drawbridge_http_requests_total{surface="desk",status="201"} 1');
    expect(text).toMatch(/drawbridge_publication_version [1-9]/);
    expect(text).toMatch(/drawbridge_publication_age_seconds \d/);
    expect(text).toContain("drawbridge_publication_confirmed 1");
    expect(text).toContain("drawbridge_app_up 1");
    expect(text).toContain("drawbridge_queue_jobs 7");
  });

  test("without the app it says so, and goes on with its own", async () => {
    await begin(undefined);
    await stage.app.stop();
    const { status, text } = await metrics();
    expect(status).toBe(200);
    expect(text).toContain("drawbridge_app_up 0");
    expect(text).toContain("drawbridge_publication_version");
    expect(text).not.toContain("drawbridge_queue_jobs");
  });

  test("who does not bring the token is told nothing, and no other path is there", async () => {
    await begin("a token for prometheus");
    expect((await metrics()).status).toBe(404);
    expect((await metrics({ authorization: "Bearer wrong" })).status).toBe(404);
    expect((await metrics({ authorization: "Bearer a token for prometheus" })).status).toBe(200);
    expect((await read(stage.front.metricsPort!, "/")).status).toBe(404);
    expect((await read(stage.front.port, "/metrics")).text).not.toContain("drawbridge_publication_version");
  });

  test("it does not open to strangers by mistake", async () => {
    await stage.front.stop();
    const open = { metrics: { host: "0.0.0.0", port: 0, token: undefined } };
    await stage.startFront(open);
    expect(stage.front.metricsPort).toBeNull();
    expect(stage.said.join()).toContain("METRICS_TOKEN must be set");
    // Readers have their page all the same.
    expect((await stage.get("/")).status).toBe(200);
  });
});

describe("health", () => {
  test("a front that lives says so; it is ready once readers get a page", async () => {
    expect((await stage.get("/healthz")).status).toBe(200);
    expect(await stage.get("/readyz")).toMatchObject({
      status: 200,
      text: '{"ready":true,"confirmed":true}',
    });
  });

  test("without the app it is ready all the same: readers have the page", async () => {
    await stage.app.stop();
    expect((await stage.get("/readyz")).status).toBe(200);
  });

  test("before anything was published it lives and is not ready", async () => {
    const empty = await new Stage().open();
    expect((await empty.get("/healthz")).status).toBe(200);
    expect((await empty.get("/readyz")).status).toBe(503);
    await empty.close();
  });
});

describe("a request's name", () => {
  test("goes with it to the app, comes back with the answer, and stands in the log", async () => {
    await begin(undefined);
    const { headers } = await stage.get("/desk/incidents?secret=1");
    await settled();
    expect(headers["x-request-id"]).toMatch(/^[\w-]{36}$/);
    expect(asked.at(-1)).toBe(headers["x-request-id"]);
    expect(passed.at(-1)).toMatchObject({
      ...{ request: headers["x-request-id"], method: "GET", path: "/desk/incidents", status: 201 },
    });
  });

  test("is not what a stranger says, but what a trusted balancer does", async () => {
    const said = { "x-request-id": "balancer-1234567" };
    await begin(undefined);
    expect((await stage.get("/desk", said)).headers["x-request-id"]).not.toBe(said["x-request-id"]);
    await begin(undefined, true);
    expect((await stage.get("/desk", said)).headers["x-request-id"]).toBe(said["x-request-id"]);
    const forged = { "x-request-id": 'x","level":"error' };
    expect((await stage.get("/desk", forged)).headers["x-request-id"]).toMatch(/^[\w-]{36}$/);
  });
});

test.each([
  ["/", "page"],
  ["/incidents/abcdefghijkl", "page"],
  ["/api/v2/status.json", "json"],
  ["/history.atom", "feed"],
  ["/maintenances/abcdefghijkl.ics", "feed"],
  ["/stamp.json", "stamp"],
  ["/desk/incidents", "desk"],
  ["/s/acme", "private"],
  ["/manage/x.y", "subscriber"],
  ["/api/v1/incidents", "api"],
  ["/../../etc/passwd", "other"],
])("%s is of the surface %s", (path, surface) => expect(surfaceOf(path)).toBe(surface));

test.each([
  ["127.0.0.1", true],
  ["::1", true],
  ["localhost", true],
  ["0.0.0.0", false],
  ["127.0.0.1.example.com", false],
  ["10.0.0.1", false],
])("%s alone is this machine: %s", (host, own) => expect(isLoopback(host)).toBe(own));
