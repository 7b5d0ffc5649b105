import { createServer } from "node:net";
import { resolve } from "node:path";
import { expect, test } from "vitest";
import { freePort } from "@/db/embedded/free-port";
import { isConnectionFault } from "@/lib/database-fault";
import { announcement } from "./announce";
import { refuseTaken } from "./ports";
import { readSettings } from "./settings";

const first = { email: "owner@example.com", password: "made-up" };
const none = { NODE_ENV: "test" } as const;

test("without any setting there is a port, a data folder, an owner and the demo story", () => {
  expect(readSettings([], none)).toMatchObject({
    ...{ dev: false, port: 3000, publicUrl: "http://localhost:3000", dataDir: resolve(".data") },
    ...{ demo: true, adminEmail: "owner@example.com", adminPassword: undefined, databaseUrl: undefined },
  });
});

test("empty settings are no settings; POSTGRES_URL stands in for DATABASE_URL; DEMO=0 tells no story", () => {
  const from = { ...none, PORT: "", DATABASE_URL: "", POSTGRES_URL: "postgres://db/x", DEMO: "0" };
  expect(readSettings(["--dev"], from)).toMatchObject({
    ...{ dev: true, port: 3000, databaseUrl: "postgres://db/x", demo: false },
  });
});

test("a port that is none is refused by name", () => {
  expect(() => readSettings([], { ...none, PORT: "http" })).toThrow(
    'PORT must be a number from 1 to 65535, not "http"',
  );
});

test("a taken port is said in words, a free one is not", async () => {
  const port = await freePort();
  await refuseTaken(port);
  const server = createServer();
  await new Promise<void>((done) => server.listen(port, done));
  await expect(refuseTaken(port)).rejects.toThrow(`Port ${port} is taken by another program`);
  setTimeout(() => server.close(), 50);
  await refuseTaken(port, 5000);
});

test("the first password is told while it opens the desk, and never when it was given", () => {
  const settings = readSettings([], none);
  expect(announcement({ settings, frontUrl: null, signIn: first })).toMatch(/owner@example\.com +made-up/);
  expect(announcement({ settings, frontUrl: null, signIn: null })).not.toMatch("First sign-in");
  const given = { ...settings, adminPassword: "secret" };
  const words = announcement({ settings: given, frontUrl: null, signIn: { ...first, password: "secret" } });
  expect(words).toMatch("(your ADMIN_PASSWORD)");
  expect(words).not.toMatch("secret");
});

test("a database that is away is waited for; one that refuses us is not", () => {
  const fault = (code: string, cause?: Error) => Object.assign(new Error("x", { cause }), { code });
  expect(
    ["ECONNREFUSED", "ENOTFOUND", "57P03", "08006"].map((code) => isConnectionFault(fault(code))),
  ).toEqual([...[true, true, true, true]]);
  expect(isConnectionFault(new Error("Failed query", { cause: fault("ECONNRESET") }))).toBe(true);
  expect(isConnectionFault(fault("28P01"))).toBe(false);
  expect(isConnectionFault(new Error("relation does not exist"))).toBe(false);
});
