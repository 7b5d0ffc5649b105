import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { startResendDouble } from "@/communications/channels/email/testing/resend-double";
import { type Database, openDatabase } from "@/db/client";
import { type Stack, startStack } from "@/e2e/stack";
import { type Cast, makeCast } from "../bench/kill/audience";
import { type Desk, signInAtDesk } from "../bench/kill/desk";
import type { Taken } from "../bench/kill/reconcile";
import { makeStory, marksIn, type Said } from "../bench/kill/story";
import { makeClock } from "./make-clock";
import { makeSmallDisk, type SmallDisk } from "./small-disk";

/** Everything that a fault may touch, and everything that is watched. */
export type Stage = {
  stack: Stack;
  database: Database;
  desk: Desk;
  cast: Cast;
  story: Said[];
  letters: Taken[];
  /** The provider answers 503 while true. */
  provider: { down: boolean };
  /** The disk under the publication; null where none can be mounted. */
  publicationDisk: SmallDisk | null;
  /** The clocks of all our processes. */
  clock: {
    times: () => number[];
    /** Sets them by so many milliseconds wrong; answers once front, app and worker go by it. */
    shift: (milliseconds: number) => Promise<void>;
  };
  close: () => Promise<void>;
};

const admin = { email: "owner@example.com", password: "a long enough password" };
const publicationBytes = 8 * 1024 * 1024;

/** The built product with readers, a provider that can be taken down, and clocks that can be set. */
export async function openStage(options: {
  recipients: number;
  updates: number;
  hungSeconds: number;
}): Promise<Stage> {
  const undo: (() => unknown)[] = [];
  const letters: Taken[] = [];
  const provider = { down: false };
  const double = await startResendDouble({
    nextMishap: () => (provider.down ? { status: 503 } : undefined),
    take: ({ to, text }, id) => letters.push({ id, to: to[0]!, marks: marksIn(text) }),
  });
  undo.push(() => double.close());
  const clock = makeClock();
  undo.push(clock.remove);
  let publicationDisk: SmallDisk | null = null;
  const stack = await startStack({
    ...{ demo: false, adminEmail: admin.email, adminPassword: admin.password },
    prepare: (dataDir) => {
      const folder = join(dataDir, "publication");
      mkdirSync(folder, { recursive: true });
      publicationDisk = makeSmallDisk(folder, publicationBytes);
    },
    env: {
      ...{ RESEND_API_KEY: "re_loopback", RESEND_BASE_URL: double.url, SEND_REQUESTS_PER_SECOND: "0" },
      ...{ UNDO_SECONDS: "0", MESSAGES_PER_HOUR: "1000", HUNG_SECONDS: String(options.hungSeconds) },
      ...clock.env,
    },
  });
  undo.push(async () => {
    publicationDisk?.remove();
    await stack.stop();
  });
  const database = await openDatabase(stack.databaseUrl, { connectionsMax: 2 });
  undo.push(() => database.close());
  const cast = await makeCast(database.db, options.recipients);
  for (const reader of cast.readers) {
    // Nobody changes their mind here, and every address takes letters.
    if (reader.wish === "leaves" || reader.wish === "bad") reader.wish = "everything";
  }
  return {
    ...{ stack, database, cast, letters, provider, publicationDisk },
    clock: {
      times: clock.times,
      shift: (by) => clock.set(by, (["front", "app", "worker"] as const).map(stack.pid)),
    },
    desk: await signInAtDesk(stack.url, admin),
    story: makeStory(options.updates, 1),
    close: async () => {
      for (const step of undo.reverse()) await step();
    },
  };
}
