import { revalidatePath } from "next/cache";
import { type Answer, answer, type Doing } from "@/app/answer";
import { assertMay, type DeskContext, deskContext } from "@/app/desk-context";
import { type Published, publish } from "@/app/publish";
import { inThisRequest } from "@/app/request-name";
import { DomainError } from "@/lib/domain-error";

/** `published`: whether readers see it; null when the change is none of theirs. */
export type ActionAnswer<Result = unknown> = Answer<Result & { published: Published | null }>;

/**
 * The one way from a form to a verb: who asks, may they, run it, wait until readers see it. Next itself refuses
 * a server action whose Origin is not our host. Verbs parse their input. `doing`: what a fault would have kept from
 * happening.
 */
// biome-ignore lint/suspicious/noConfusingVoidType: a verb that answers nothing is Promise<void>
export function action<Result extends object | void>(
  need: "act" | "own" | "look",
  verb: (ctx: DeskContext) => Promise<Result>,
  doing: Exclude<Doing, "answered"> = "saved",
): Promise<ActionAnswer<Result>> {
  return inThisRequest(() =>
    answer(async () => {
      const ctx = await deskContext();
      if (!ctx) {
        const words = "You were signed out. Your words are kept. Sign in in a new tab, then try again.";
        throw new DomainError("signed_out", words);
      }
      if (need !== "look") assertMay(ctx, need);
      const result = await verb(ctx);
      revalidatePath("/desk", "layout");
      const version =
        result && "version" in result && typeof result.version === "number" ? result.version : null;
      const published = version === null ? null : await publish(version);
      return { ...result, published } as Result & { published: Published | null };
    }, doing),
  );
}
