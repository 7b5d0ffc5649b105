import { ZodError } from "zod";
import { managePath } from "@/communications/links";
import { changePreferences, readPreferences } from "@/communications/subscribers/preferences";
import { ManagePage } from "@/components/subscriber/manage-page";
import { DomainError } from "@/lib/domain-error";
import type { Said } from "../../doors";
import { noMessages, type OwnAsked, ownDoor } from "../../own-link";
import { readForm } from "../../read-form";
import { managed } from "./managed";
import { type Choices, changesOf, readChoices } from "./read-choices";

export const dynamic = "force-dynamic";

/** What somebody hears from us, by which channels, and when. */
export const GET = ownDoor(async (asked) =>
  asked.own.state === "left" ? noMessages(asked.view, asked.own) : page(asked, {}),
);

/** Changes it for the channel whose link this is. */
export const POST = ownDoor(async (asked) => {
  const { request, db, now, view, own } = asked;
  if (own.state === "left") return noMessages(view, own);
  // Who follows one incident is shown no form; hearing of more is confirmed by mail like any wish.
  if (own.scope === "one_incident") return page(asked, {});
  const choices = readChoices(await readForm(request));
  try {
    await changePreferences({ db, now }, own.subscriberId, changesOf(choices, view.words.subscriber));
  } catch (error) {
    const errors = wrongFields(error, view.words.subscriber.quietTimes);
    return { ...(await page(asked, { typed: choices, errors })), status: 422 };
  }
  const saved = await readPreferences({ db }, own.subscriberId);
  return page({ ...asked, own: saved ?? own }, { saved: true });
});

/** What is wrong with which field. Throws on what is no refusal of a field. */
function wrongFields(error: unknown, quietWords: string): Record<string, string> {
  // The browser's own fields let nothing else through: whoever sends a zone that is none made the form themselves.
  if (error instanceof ZodError) return { quiet: quietWords };
  if (error instanceof DomainError && Object.keys(error.fields).length > 0) return error.fields;
  throw error;
}

async function page(
  { db, now, view, services, own }: OwnAsked,
  {
    saved = false,
    typed,
    errors = {},
  }: { saved?: boolean; typed?: Choices; errors?: Record<string, string> },
): Promise<Said> {
  const shown = await managed(db, now, view, own);
  if (typed) Object.assign(shown, { chosen: typed, quiet: typed.quiet ?? shown.quiet });
  return {
    title: saved ? view.words.subscriber.savedTitle : view.words.subscriber.manageTitle,
    path: managePath(own.subscriberId),
    children: <ManagePage {...{ view, services, saved, errors }} managed={shown} />,
  };
}
