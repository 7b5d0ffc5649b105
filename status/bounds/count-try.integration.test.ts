import { beforeEach, describe, expect, test, vi } from "vitest";
import { openDatabase } from "@/db/client";
import { countedTries } from "@/db/schema/bounds";
import { testDatabase } from "@/db/testing/test-database";
import { bounds } from "./bounds";
import { countTry, forgetTries, giveBack, secondsToWait } from "./count-try";

const { db, url } = await testDatabase();
const { tries, minutes } = bounds.passwordByAccount;

const useUp = async (key: string, on = db) => {
  for (let n = 0; n < tries; n++) expect(await countTry(on, "passwordByAccount", key)).toBe(0);
};

beforeEach(() => db.delete(countedTries).then(() => undefined));

describe("a bound", () => {
  test("lets so many tries pass, and says of the next when it may come", async () => {
    await useUp("a@example.com");
    const wait = await countTry(db, "passwordByAccount", "a@example.com");
    expect(wait).toBeGreaterThan(minutes * 60 - 30);
    expect(wait).toBeLessThanOrEqual(minutes * 60);
    expect(await secondsToWait(db, "passwordByAccount", "a@example.com")).toBeGreaterThan(0);
  });

  test("counts for each key and each bound apart", async () => {
    await useUp("a@example.com");
    expect(await countTry(db, "passwordByAccount", "b@example.com")).toBe(0);
    expect(await countTry(db, "codeByAccount", "a@example.com")).toBe(0);
  });

  test("is one for all processes on the database", async () => {
    const other = await openDatabase(url);
    await useUp("a@example.com", other.db);
    expect(await countTry(db, "passwordByAccount", "a@example.com")).toBeGreaterThan(0);
    await other.close();
  });

  test("a hundred tries at once are not more than the bound", async () => {
    const all = await Promise.all(
      Array.from({ length: 100 }, () => countTry(db, "passwordByAccount", "a@example.com")),
    );
    expect(all.filter((wait) => wait === 0)).toHaveLength(tries);
  });

  test("forgets after its time, when told so, and takes a good try back", async () => {
    await useUp("a@example.com");
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + (minutes * 60 + 1) * 1000 });
    expect(await countTry(db, "passwordByAccount", "a@example.com")).toBe(0);
    vi.useRealTimers();
    await useUp("b@example.com");
    await giveBack(db, "passwordByAccount", "b@example.com");
    expect(await countTry(db, "passwordByAccount", "b@example.com")).toBe(0);
    await forgetTries(db, "passwordByAccount", "b@example.com");
    await useUp("b@example.com");
  });

  test("keeps neither address nor account as it is", async () => {
    await countTry(db, "passwordByAddress", "203.0.113.7");
    await countTry(db, "passwordByAccount", "a@example.com");
    expect(JSON.stringify(await db.select().from(countedTries))).not.toMatch(/203\.0\.113\.7|a@example/);
  });

  test("holds in this process while the database does not answer", async () => {
    const gone = await openDatabase(url);
    await gone.close();
    await useUp("a@example.com", gone.db);
    expect(await countTry(gone.db, "passwordByAccount", "a@example.com")).toBeGreaterThan(0);
  });
});
