import { createHash } from "node:crypto";
import { sql } from "drizzle-orm";
import {
  addressField,
  requestSubscription,
  type SubscriptionRequest,
} from "@/communications/subscribers/request-subscription";
import type { Context } from "@/db/context";
import { DomainError } from "@/lib/domain-error";
import { readPage } from "@/status/page/read-page";
import { assertMayChangePeople } from "../may-change-people";
import { type Ask, goThrough, type Into } from "./go-through";
import { readCsv } from "./read-csv";
import type { Report } from "./report";

/** Names a file's bytes: what is imported must be what was previewed. */
export const digestOf = (file: Uint8Array) => createHash("sha256").update(file).digest("hex");

/** What an import of a file would do. Changes nothing. Owners and liaisons. */
export async function previewImport(ctx: Context, file: Uint8Array): Promise<Report> {
  assertMayChangePeople(ctx);
  return (await goThrough(ctx, readCsv(file), { ...(await thePublic(ctx)), write: false })).report;
}

/**
 * Imports a CSV file of subscribers: adds who is confirmed with a source, changes the choices of who is known, asks
 * the others to confirm. All rows in one transaction, then the confirm messages; importing again changes nothing
 * twice, and sends what a crash kept from being sent. `digest` names the file that was previewed. Owners and liaisons.
 */
export async function importSubscribers(ctx: Context, file: Uint8Array, digest: string): Promise<Report> {
  assertMayChangePeople(ctx);
  refuseOtherFile(file, digest);
  const { report, asks } = await ctx.db.transaction(async (tx) => {
    // One import at a time: the next one then sees what this one did.
    await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended('import subscribers', 0))`);
    const into = await thePublic({ db: tx });
    return goThrough({ db: tx, now: ctx.now }, readCsv(file), { ...into, write: true });
  });
  await askAll(ctx, asks);
  return report;
}

/** Refuses a file that is not the one of this digest. */
export function refuseOtherFile(file: Uint8Array, digest: string): void {
  if (digest === digestOf(file)) return;
  throw new DomainError("file_changed", "This is not the file that you looked through. Check it again.");
}

/** The people who asked to hear, on the page that needs no sign-in. */
export const thePublic = async (ctx: Pick<Context, "db">): Promise<Into> => ({
  page: await readPage(ctx),
  kind: "subscriber",
});

/** Sends the confirm messages, each in a transaction of its own: who was asked before a crash is not asked again. */
export async function askAll(ctx: Pick<Context, "db" | "now">, asks: Ask[]): Promise<void> {
  for (const ask of asks) await requestSubscription(ctx, requestOf(ask));
}

function requestOf({ wanted, choices }: Ask): SubscriptionRequest {
  const { channel, address, source } = wanted;
  const { scope, serviceIds, detail, language, contact } = choices;
  return {
    ...{ channel, [addressField(channel)]: address, serviceIds, detail, language },
    scope: scope === "chosen_services" ? scope : "all_services",
    contact: contact ?? undefined,
    source: source ?? undefined,
  };
}
