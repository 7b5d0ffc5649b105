import { sql } from "drizzle-orm";
import type { Db, Tx } from "@/db/client";
import {
  audienceApprovals,
  audiences,
  cadences,
  incidentTemplates,
  ruleSets,
  users,
  wordTemplates,
} from "@/db/schema";
import { hashPassword } from "@/lib/password";
import { presetRows } from "@/status/words/templates/add-presets";
import { audiencePresets } from "./audience-presets";
import { addPlay } from "./play-preset";
import { cadenceRows, templates } from "./presets";
import { presetRuleSet } from "./rule-presets";
import { tellStory } from "./story";

type Options = {
  demo: boolean;
  /** The story's open incident tells its subscribers: only where letters stay on this machine. */
  storyTells?: boolean;
  adminEmail: string;
  adminPassword: string;
};

/**
 * Fills an empty database: the first account, the public page, its cadence and ready first words; with `demo` also
 * a believable story to look at. A database with an account is left as it is. Safe to run on two machines at once.
 */
export async function seed(at: { db: Db; now: Date }, options: Options): Promise<{ seeded: boolean }> {
  return at.db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended('drawbridge seed', 0))`);
    const [somebody] = await tx.select({ id: users.id }).from(users).limit(1);
    if (somebody) return { seeded: false };
    await makeFirstAccount(tx, at.now, options);
    await makePublicPage(tx, at.now, options.demo ? "Larkfield" : "Our services");
    await makePrivateAudiences(tx, at.now);
    if (options.demo) {
      await tellStory({ db: tx, now: at.now, tells: options.storyTells ?? false });
      await addPlay({ db: tx, now: at.now });
    }
    return { seeded: true };
  });
}

async function makeFirstAccount(tx: Tx, now: Date, { adminEmail, adminPassword }: Options): Promise<void> {
  await tx.insert(users).values({
    email: adminEmail.trim().toLowerCase(),
    name: null,
    role: "owner",
    passwordHash: await hashPassword(adminPassword),
    createdAt: now,
  });
}

async function makePublicPage(tx: Tx, now: Date, name: string): Promise<void> {
  const stamped = { createdAt: now, updatedAt: now };
  const [audience] = await tx
    .insert(audiences)
    .values({ slug: "public", kind: "public", name, ...stamped })
    .returning({ id: audiences.id });
  const audienceId = audience!.id;
  await tx.insert(cadences).values(cadenceRows.map((row) => ({ ...row, audienceId })));
  await tx.insert(ruleSets).values(presetRuleSet(now));
  await tx.insert(wordTemplates).values(presetRows("public", audienceId, now));
  await tx
    .insert(incidentTemplates)
    .values(templates.map((template, position) => ({ ...template, position, createdAt: now })));
}

async function makePrivateAudiences(tx: Tx, now: Date): Promise<void> {
  for (const [position, { words, cadence, approvals, ...facts }] of audiencePresets.entries()) {
    const [row] = await tx
      .insert(audiences)
      .values({ ...facts, kind: "private", position, createdAt: now, updatedAt: now })
      .returning({ id: audiences.id });
    const audienceId = row!.id;
    await tx.insert(cadences).values(cadence.map((each) => ({ ...each, audienceId })));
    if (words) await tx.insert(wordTemplates).values(presetRows(words, audienceId, now));
    const needed = approvals.map((approval) => ({ ...approval, audienceId }));
    if (needed.length) await tx.insert(audienceApprovals).values(needed);
  }
}
