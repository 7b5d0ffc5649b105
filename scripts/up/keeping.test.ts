import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { keyIdOf, newKey, SealedFault } from "@/lib/secret-box";
import { forgetOldKeys, keepKeys, rotateKey } from "./encryption-key";
import { firstSignIn } from "./first-sign-in";
import { readRunFile, takeDataDir, writeRunFile } from "./run-file";
import { keepSecrets } from "./secrets";

let dataDir: string;
beforeEach(() => {
  dataDir = join(mkdtempSync(join(tmpdir(), "drawbridge-keeping-")), "data");
});
afterEach(() => rmSync(join(dataDir, ".."), { recursive: true, force: true }));

const modeOf = (name: string) => statSync(join(dataDir, name)).mode & 0o777;

test("secrets are made once, long, different, and for their owner's eyes only", () => {
  const secrets = keepSecrets(dataDir);
  expect(keepSecrets(dataDir)).toEqual(secrets);
  expect(secrets.secret).not.toBe(secrets.internalToken);
  expect(Math.min(secrets.secret.length, secrets.internalToken.length)).toBeGreaterThanOrEqual(43);
  if (process.platform !== "win32") expect(modeOf("secrets.json")).toBe(0o600);
});

test("a folder of an older version gains what it lacks, and keeps what it has", () => {
  keepSecrets(dataDir);
  writeFileSync(join(dataDir, "secrets.json"), JSON.stringify({ secret: "old", internalToken: "older" }));
  const secrets = keepSecrets(dataDir);
  expect(secrets).toMatchObject({ secret: "old", internalToken: "older" });
  expect(Buffer.from(secrets.vapid.publicKey, "base64url")).toHaveLength(65);
  expect(Buffer.from(secrets.vapid.privateKey, "base64url")).toHaveLength(32);
  expect(keepSecrets(dataDir)).toEqual(secrets);
  if (process.platform !== "win32") expect(modeOf("secrets.json")).toBe(0o600);
});

const none = { NODE_ENV: "test" } as const;
const onDisk = () => JSON.parse(readFileSync(join(dataDir, "secrets.json"), "utf8"));

test("the encryption key is made once, for its owner's eyes only; one from outside goes first", () => {
  const keys = keepKeys(dataDir, none);
  expect(keepKeys(dataDir, none)).toEqual(keys);
  if (process.platform !== "win32") expect(modeOf("encryption-key.json")).toBe(0o600);
  expect(keepKeys(dataDir, { ...none, ENCRYPTION_KEY: "a", ENCRYPTION_KEYS_OLD: "b,c" })).toEqual({
    ...{ key: "a", old: ["b", "c"] },
  });
});

test("with a key from outside none is written down", () => {
  keepSecrets(dataDir, keepKeys(dataDir, { ...none, ENCRYPTION_KEY: newKey() }));
  expect(() => modeOf("encryption-key.json")).toThrow("ENOENT");
});

test("what signs links and messages lies sealed on disk, and is of no use without the key", () => {
  const secrets = keepSecrets(dataDir, keepKeys(dataDir, none));
  const text = JSON.stringify(onDisk());
  expect(text).not.toContain(secrets.secret);
  expect(text).not.toContain(secrets.vapid.privateKey);
  expect(() => keepSecrets(dataDir, { key: newKey(), old: [] })).toThrow(SealedFault);
});

test("secrets that an older version wrote in the clear are read, and sealed", () => {
  const secrets = keepSecrets(dataDir, keepKeys(dataDir, none));
  writeFileSync(join(dataDir, "secrets.json"), JSON.stringify(secrets));
  expect(keepSecrets(dataDir, keepKeys(dataDir, none))).toEqual(secrets);
  expect(keyIdOf(onDisk().vapid.privateKey)).not.toBeNull();
});

test("a rotated key seals the same secrets anew, and the old one can then be forgotten", () => {
  const secrets = keepSecrets(dataDir, keepKeys(dataDir, none));
  const before = keyIdOf(onDisk().secret);
  const { old } = rotateKey(dataDir);
  expect(old).toHaveLength(1);
  expect(keepSecrets(dataDir, keepKeys(dataDir, none))).toEqual(secrets);
  expect(keyIdOf(onDisk().secret)).not.toBe(before);
  forgetOldKeys(dataDir, none);
  expect(keepKeys(dataDir, none).old).toEqual([]);
  expect(keepSecrets(dataDir, keepKeys(dataDir, none))).toEqual(secrets);
});

test("a first password is made up once and kept for its owner's eyes only", () => {
  const first = firstSignIn(dataDir, "owner@example.com", undefined);
  expect(firstSignIn(dataDir, "owner@example.com", undefined)).toEqual(first);
  expect(first.password.length).toBeGreaterThanOrEqual(16);
  if (process.platform !== "win32") expect(modeOf("first-sign-in.json")).toBe(0o600);
});

test("a first password that was given is not written down", () => {
  expect(firstSignIn(dataDir, "a@example.com", "given by me")).toEqual({
    email: "a@example.com",
    password: "given by me",
  });
  expect(() => readFileSync(join(dataDir, "first-sign-in.json"))).toThrow("ENOENT");
});

const run = {
  ...{ pid: process.pid, url: "http://localhost:3000", appUrl: "", controlUrl: "", databaseUrl: null },
  ...{ ownsPostgres: true, ready: true, children: { front: 7 } },
};

test("a second one on the same data folder is told where the first one is", async () => {
  keepSecrets(dataDir);
  const release = await takeDataDir(dataDir);
  writeRunFile(dataDir, run);
  await expect(takeDataDir(dataDir)).rejects.toThrow(
    `Drawbridge runs on ${dataDir} already: http://localhost:3000 (process ${process.pid})`,
  );
  release();
  (await takeDataDir(dataDir))();
});

test("what ran under a killed supervisor can be read by the next one", async () => {
  keepSecrets(dataDir);
  writeFileSync(join(dataDir, "up.lock"), `${2 ** 31 - 2} killed`);
  writeRunFile(dataDir, run);
  (await takeDataDir(dataDir))();
  expect(readRunFile(dataDir)).toEqual(run);
});
