import { afterEach, expect, test, vi } from "vitest";
import * as context from "@/app/context";
import * as measures from "@/communications/observe/read-measures";
import type { Db } from "@/db/client";
import * as logs from "@/lib/log";
import { GET } from "./route";

const token = "a token of the metrics' tests";

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

test("why the measures cannot be read is in the log, once, and so is their return, while the gauge says 0", async () => {
  vi.stubEnv("METRICS_TOKEN", token);
  const lines: string[] = [];
  vi.spyOn(logs, "log").mockReturnValue(logs.makeLog("app", (line) => lines.push(line)));
  vi.spyOn(context, "database").mockResolvedValue({} as Db);
  const reading = vi.spyOn(measures, "readMeasures");
  const gauge = async () => {
    const headers = { authorization: `Bearer ${token}` };
    const answer = await GET(new Request("http://localhost/api/metrics", { headers }));
    return /^drawbridge_database_up (\d)$/m.exec(await answer.text())?.[1];
  };
  reading.mockRejectedValue(
    new Error("Failed query: select 1", { cause: new Error('relation "senders" does not exist') }),
  );
  expect([await gauge(), await gauge(), await gauge()]).toEqual(["0", "0", "0"]);
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([
    {
      ...{ level: "error", part: "app" },
      msg: 'What the database measures cannot be read: relation "senders" does not exist',
    },
  ]);
  reading.mockResolvedValue([]);
  expect([await gauge(), await gauge()]).toEqual(["1", "1"]);
  expect(lines).toHaveLength(2);
  expect(lines[1]).toContain("works again");
});
