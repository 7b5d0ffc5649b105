import { managePath } from "@/communications/links";
import { makeNewSecret } from "@/communications/subscribers/make-new-secret";
import { readPreferences } from "@/communications/subscribers/preferences";
import { Message } from "@/components/subscriber/message";
import { WebhookSecret } from "@/components/subscriber/webhook-secret";
import { noMessages, ownDoor } from "../../../own-link";
import { field, readForm } from "../../../read-form";
import { secretOf } from "../managed";

export const dynamic = "force-dynamic";

/** Makes a webhook a new signing secret and shows it. */
export const POST = ownDoor(async ({ request, db, now, view, own }) => {
  const words = view.words.subscriber;
  const { subscriberId } = own;
  const version = Number.parseInt(field(await readForm(request), "version"), 10) || 0;
  await makeNewSecret({ db, now }, { subscriberId, version });
  const fresh = await readPreferences({ db }, subscriberId);
  const secret = fresh && secretOf(fresh, view, now);
  if (!secret) return noMessages(view, own);
  const path = managePath(subscriberId);
  return {
    title: words.savedTitle,
    path,
    children: (
      <>
        <Message title={words.savedTitle} says={words.newSecretHow}>
          <a className="btn q" href={path}>
            {words.change}
          </a>
        </Message>
        <WebhookSecret view={view} secret={{ ...secret, newPath: null }} />
      </>
    ),
  };
});
