import { beforeEach, describe, expect, test } from "vitest";
import type { Context } from "@/db/context";
import { makeUser } from "@/db/factories";
import { apiKeys } from "@/db/schema/api-keys";
import { testDatabase } from "@/db/testing/test-database";
import { listApiKeys, makeApiKey, revokeApiKey } from "./api-keys";
import { checkApiKey, keyMay } from "./check-api-key";

const { db } = await testDatabase();
const now = new Date("2026-11-23T14:00:00Z");
const later = (minutes: number) => new Date(now.getTime() + minutes * 60_000);
let owner: Context;

beforeEach(async () => {
  await db.delete(apiKeys);
  const { id } = await makeUser(db, { role: "owner" });
  owner = { db, now, actor: { kind: "user", id, role: "owner", name: "Ines" } };
});

const make = (days: number | null = 30) =>
  makeApiKey(owner, { name: "Monitoring", scopes: ["signals:write"], days });
const check = (header: string | null, at = now) => checkApiKey({ db, now: at }, header);

describe("an API key", () => {
  test("lets in who shows it whole, for what it is good for and nothing else", async () => {
    const { key } = await make();
    const checked = await check(`Bearer ${key}`);
    expect(checked).toMatchObject({ name: "Monitoring", scopes: ["signals:write"] });
    expect(keyMay(checked!, "signals:write")).toBe(true);
    expect(keyMay(checked!, "incidents:write")).toBe(false);
  });

  test("that is wrong in one letter, of another key, or no key at all lets nobody in", async () => {
    const { key } = await make();
    const { key: other } = await make();
    const [, id, secret] = key.split("_");
    const mixed = `drawbridge_${id}_${other.slice(-43)}`;
    const slip = key.slice(0, -1) + (key.endsWith("A") ? "B" : "A");
    for (const header of [slip, mixed, secret, id, "", "drawbridge_", `${key} `, key.toUpperCase(), "\u0000"])
      expect(await check(`Bearer ${header}`)).toBeNull();
    for (const header of [key, `Basic ${key}`, null, undefined])
      expect(await check(header ?? null)).toBeNull();
  });

  test("ends when it is revoked, and after its days", async () => {
    const { key } = await make();
    expect(await check(`Bearer ${key}`, later(30 * 24 * 60 - 1))).not.toBeNull();
    expect(await check(`Bearer ${key}`, later(30 * 24 * 60))).toBeNull();
    const { key: lasting } = await make(null);
    expect(await check(`Bearer ${lasting}`, later(5_000_000))).not.toBeNull();
    const listed = await listApiKeys(owner);
    for (const { id } of listed) await revokeApiKey(owner, { id });
    expect(await check(`Bearer ${lasting}`)).toBeNull();
    await expect(revokeApiKey(owner, { id: listed[0]!.id })).rejects.toMatchObject({ code: "key_over" });
  });

  test("is kept as a hash; the list says when it was used last, to the minute", async () => {
    const { key } = await make();
    expect(JSON.stringify(await db.select().from(apiKeys))).not.toContain(key.slice(-43));
    expect((await listApiKeys(owner))[0]!.lastUsedAt).toBeNull();
    await check(`Bearer ${key}`, later(1));
    await check(`Bearer ${key}`, later(1.5));
    expect((await listApiKeys(owner))[0]!.lastUsedAt).toEqual(later(1));
    await check(`Bearer ${key}`, later(3));
    expect((await listApiKeys(owner))[0]!.lastUsedAt).toEqual(later(3));
    expect(JSON.stringify(await listApiKeys(owner))).not.toMatch(/secret|hash/i);
  });

  test("needs a name, something to do, and no scope that is none", async () => {
    const wrong = [
      { name: " ", scopes: ["signals:write"], days: 1 },
      { name: "x", scopes: [], days: 1 },
      { name: "x", scopes: ["everything"], days: 1 },
      { name: "x", scopes: ["signals:write"], days: 0 },
    ];
    for (const input of wrong) await expect(makeApiKey(owner, input as never)).rejects.toThrow();
  });
});
