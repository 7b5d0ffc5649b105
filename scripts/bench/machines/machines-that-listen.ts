import { sql } from "drizzle-orm";
import { type HookDouble, startHookDouble } from "@/communications/channels/testing/hook-double";
import type { Db } from "@/db/client";
import { newId } from "@/lib/ids";
import { marksIn, type Said } from "../kill/story";

const ok = { status: 200, body: "" };
const no = { status: 500, body: "" };

/** What receives webhooks on loopback. */
export const startReceiver = () => startHookDouble({ ok, slowDown: no, busy: no, gone: no, refused: no });

/** Machines that hear every update, each at an address of its own, written as a version before sealing wrote them. */
export async function addMachines(db: Db, receiver: HookDouble, count: number): Promise<string[]> {
  const paths = Array.from({ length: count }, (_, number) => `/machine-${number}`);
  for (const path of paths) {
    const id = newId();
    await db.execute(sql`
      insert into subscribers (id, person_id, audience_id, channel, address, state, scope, detail, confirmed_at, created_at, updated_at)
      select ${id}, ${id}, id, 'webhook', ${receiver.url + path}, 'confirmed', 'all_services', 'every_update', now(), now(), now()
      from audiences where slug = 'public'`);
  }
  return paths;
}

/** What machines did not get, and what they got more than once: "path mark". */
export function compareCalls({ taken }: HookDouble, paths: string[], story: Said[]) {
  const wanted = paths.flatMap((path) => story.map(({ mark }) => `${path} ${mark}`));
  const got = new Map<string, number>();
  for (const { path, body } of taken) {
    for (const mark of new Set(marksIn(body.toString()))) {
      got.set(`${path} ${mark}`, (got.get(`${path} ${mark}`) ?? 0) + 1);
    }
  }
  return {
    lost: wanted.filter((one) => !got.has(one)),
    doubled: wanted.filter((one) => (got.get(one) ?? 0) > 1),
  };
}
