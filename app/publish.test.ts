import { beforeEach, expect, test, vi } from "vitest";
import { publish } from "./publish";

beforeEach(() => vi.stubEnv("INTERNAL_TOKEN", "token"));

const answering = (status: number, body: object) =>
  (async () => new Response(JSON.stringify(body), { status })) as typeof fetch;

test("says published only when readers have at least this version", async () => {
  expect(await publish(7, "changes", answering(200, { version: 7 }))).toEqual({
    version: 7,
    published: true,
  });
  expect(await publish(7, "changes", answering(200, { version: 9 }))).toEqual({
    version: 7,
    published: true,
  });
  expect(await publish(7, "changes", answering(200, { version: 6 }))).toMatchObject({ published: false });
});

test("a refusal and a silence are not called published", async () => {
  expect(await publish(7, "changes", answering(502, { error: "no" }))).toMatchObject({ published: false });
  const silent = (async () => {
    throw new Error("connection refused");
  }) as typeof fetch;
  expect(await publish(7, "changes", silent)).toEqual({
    version: 7,
    published: false,
    reason: "connection refused",
  });
});
