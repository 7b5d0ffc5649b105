import { afterEach, expect, test, vi } from "vitest";
import * as logs from "@/lib/log";
import { noteFault } from "./observe";

afterEach(() => vi.restoreAllMocks());

const lines: string[] = [];
const listen = () => {
  lines.length = 0;
  vi.spyOn(logs, "log").mockReturnValue(logs.makeLog("app", (line) => lines.push(line)));
};

test("a page that fails is in the log, with its request's name and without what may open something", () => {
  listen();
  const headers = { "x-request-id": "a-request-of-tests", cookie: "session=secret" };
  const path = "/manage/eyJhbGciOiJIUzI1NiJ9.abc.def?token=secret";
  noteFault(
    new Error("no such row of reader@example.com"),
    { method: "GET", path, headers },
    "/manage/[signed]",
  );
  expect(JSON.parse(lines[0]!)).toMatchObject({
    ...{ level: "error", request: "a-request-of-tests", method: "GET", path: "/manage/…" },
    err: { message: "no such row of (address)" },
  });
  expect(lines.join()).not.toMatch(/secret|eyJ/);
});

test("a name that a stranger made up is none", () => {
  listen();
  noteFault(
    new Error("x"),
    { method: "GET", path: "/", headers: { "x-request-id": 'a"\n{"forged":1}' } },
    "/",
  );
  expect(JSON.parse(lines[0]!).request).toBeUndefined();
  expect(lines.join("").trimEnd().split("\n")).toHaveLength(1);
});
