import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { explanations } from "./explanations";
import { readFfuf } from "./ffuf";
import { type Finding, judge, type Run, table } from "./findings";
import { readSqlmap } from "./sqlmap";
import { readWapiti } from "./wapiti";
import { hostileValues, secretPaths } from "./words";

const injected = `[01:02:03] [INFO] testing 'AND boolean-based blind'
[01:02:04] [INFO] testing 'Generic UNION query'
sqlmap identified the following injection point(s) with a total of 70 HTTP(s) requests:
---
Parameter: email (POST)
    Type: boolean-based blind
    Title: AND boolean-based blind
---
[01:02:05] [WARNING] HTTP error codes detected during run:
500 (Internal Server Error) - 3 times, 404 (Not Found) - 12 times`;

test("sqlmap's log is read: what it tried, what it could inject into, and our faults", () => {
  expect(readSqlmap(injected, "/subscribe")).toEqual({
    tried: 2,
    findings: [
      {
        tool: "sqlmap",
        what: "SQL injection (boolean-based blind)",
        where: "/subscribe",
        detail: "email (POST)",
      },
      { tool: "sqlmap", what: "answered 500", where: "/subscribe", detail: "3 times" },
    ],
  });
  const clean = "[INFO] testing 'x'\n[CRITICAL] all tested parameters do not appear to be injectable.";
  expect(readSqlmap(clean, "/")).toEqual({ tried: 1, findings: [] });
});

test("wapiti's report is read, anomalies too", () => {
  const json = JSON.stringify({
    vulnerabilities: {
      "Cross Site Scripting": [
        { method: "GET", path: "/subscribe", info: "XSS vulnerability found", parameter: "by", level: 1 },
      ],
      "SQL Injection": [],
    },
    anomalies: { "Internal Server Error": [{ method: "POST", path: "/x", info: "500", parameter: null }] },
    infos: {},
  });
  expect(readWapiti(json)).toEqual([
    ...[
      {
        tool: "wapiti",
        what: "Cross Site Scripting",
        where: "GET /subscribe",
        detail: "XSS vulnerability found (by)",
      },
    ],
    { tool: "wapiti", what: "Internal Server Error", where: "POST /x", detail: "500" },
  ]);
  expect(() => readWapiti("{}")).toThrow();
});

test("ffuf's report is read: faults always, and what is there only where nothing should be", () => {
  const json = JSON.stringify({
    results: [
      { url: "http://a/.env", status: 200, length: 10 },
      { url: "http://a/x", status: 503, length: 0 },
    ],
  });
  expect(readFfuf(json, true).map(({ what }) => what)).toEqual([
    "answered although nothing should be there",
    "answered 503",
  ]);
  expect(readFfuf(json, false).map(({ where }) => where)).toEqual(["http://a/x"]);
  expect(readFfuf('{"results":null}', true)).toEqual([]);
});

test("a finding stands unless it is explained, for that tool alone", () => {
  const finding = (tool: Finding["tool"], what: string): Finding => ({ tool, what, where: "/", detail: "" });
  const run: Run = {
    ...{ tool: "wapiti", name: "public", tried: 9, seconds: 1.2 },
    findings: [finding("wapiti", "HSTS is missing"), finding("ffuf", "HSTS is missing")],
  };
  const { standing, explained } = judge([run], [{ tool: "wapiti", matches: /HSTS/, see: "Plain HTTP" }]);
  expect(standing.map(({ tool }) => tool)).toEqual(["ffuf"]);
  expect(explained).toEqual([{ ...finding("wapiti", "HSTS is missing"), see: "Plain HTTP" }]);
  expect(table([run])).toEqual([
    "tool    at      tried  seconds  findings",
    "wapiti  public  9      1        2",
  ]);
});

test("a tool that tried nothing has proved nothing", () => {
  const run: Run = { tool: "sqlmap", name: "sign-in", tried: 0, seconds: 1, findings: [] };
  expect(judge([run], []).standing).toMatchObject([{ what: "tried nothing", where: "sign-in" }]);
});

test("the lists of words have no doubles and fit into an address", () => {
  for (const words of [secretPaths, hostileValues]) {
    expect(new Set(words).size).toBe(words.length);
    expect(words.filter((word) => /[\s<>"]/.test(word) && word !== '"')).toEqual([]);
  }
});

test("every explanation has its heading", () => {
  const headings = readFileSync("docs/security.md", "utf8").match(/^#### .+$/gm) ?? [];
  for (const { see } of explanations) expect(headings).toContain(`#### ${see}`);
  expect(headings).toHaveLength(new Set(explanations.map(({ see }) => see)).size);
});
