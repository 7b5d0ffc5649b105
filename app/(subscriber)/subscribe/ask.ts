import { ZodError } from "zod";
import { addressField, requestSubscription } from "@/communications/subscribers/request-subscription";
import type { Context } from "@/db/context";
import { DomainError } from "@/lib/domain-error";
import { secret } from "@/lib/env";
import { openLink } from "@/lib/signed-link";
import type { Typed } from "./typed";

/** Sends the wish on; answers what is wrong with which field, or null. */
export async function ask(
  ctx: Pick<Context, "db" | "now">,
  { address, joins, ...typed }: Typed & { language: string },
): Promise<Record<string, string> | null> {
  const wish = {
    ...typed,
    [addressField(typed.channel)]: address,
    // A link that we did not sign makes a person of its own.
    joins: joins && openLink("join", joins, secret("SECRET")),
  };
  try {
    await requestSubscription(ctx, wish as Parameters<typeof requestSubscription>[1]);
    return null;
  } catch (error) {
    if (error instanceof ZodError) {
      return Object.fromEntries(error.issues.map(({ path, message }) => [String(path[0]), message]));
    }
    if (error instanceof DomainError && Object.keys(error.fields).length) return error.fields;
    throw error;
  }
}
