import { createHmac } from "node:crypto";
import { sql } from "drizzle-orm";
import { beforeEach, expect, test, vi } from "vitest";
import { receipts } from "@/db/schema/receipts";
import { testDatabase } from "@/db/testing/test-database";

const { db, url } = await testDatabase();
const key = Buffer.from("a secret of twenty-four b");

beforeEach(async () => {
  vi.resetModules();
  vi.stubEnv("DATABASE_URL", url);
  vi.stubEnv("RESEND_WEBHOOK_SECRET", `whsec_${key.toString("base64")}`);
  await db.delete(receipts);
});

const delivered = JSON.stringify({
  type: "email.delivered",
  created_at: "2026-11-23T12:01:00.000Z",
  data: { email_id: "e1" },
});

/** Posts as Resend does. */
async function post(body: string, { signedWith = key, id = "msg_1" } = {}): Promise<Response> {
  const seconds = Math.floor(Date.now() / 1000);
  const signature = createHmac("sha256", signedWith).update(`${id}.${seconds}.${body}`).digest("base64");
  const headers = { "svix-id": id, "svix-timestamp": String(seconds), "svix-signature": `v1,${signature}` };
  const { POST } = await import("./route");
  return POST(new Request("http://app/api/webhooks/resend", { method: "POST", headers, body }));
}

test("a message is kept once, however often it comes, and each time it is thanked for", async () => {
  for (let n = 0; n < 3; n++) expect((await post(delivered)).status).toBe(204);
  expect(await db.select({ id: receipts.id, state: receipts.state }).from(receipts)).toEqual([
    { id: "msg_1", state: "delivered" },
  ]);
});

test("what is none of our business is thanked for and not kept", async () => {
  const opened = delivered.replace("email.delivered", "email.opened");
  expect((await post(opened)).status).toBe(204);
  expect(await db.$count(receipts)).toBe(0);
});

test("a stranger's message, an endless one, and none at all change nothing", async () => {
  expect((await post(delivered, { signedWith: Buffer.from("somebody else's secret..") })).status).toBe(400);
  expect((await post("x".repeat(70_000))).status).toBe(413);
  expect((await post("not json")).status).toBe(400);
  expect(await db.$count(receipts)).toBe(0);
});

test("a fault of ours asks for the message again", async () => {
  const log = vi.spyOn(console, "error").mockImplementation(() => undefined);
  await db.execute(sql`alter table receipts rename to receipts_that_are_away`);
  expect((await post(delivered)).status).toBe(503);
  expect(log).toHaveBeenCalled();
  await db.execute(sql`alter table receipts_that_are_away rename to receipts`);
  expect((await post(delivered)).status).toBe(204);
});

test("without our secret there is no such door", async () => {
  vi.stubEnv("RESEND_WEBHOOK_SECRET", "");
  expect((await post(delivered)).status).toBe(404);
});
