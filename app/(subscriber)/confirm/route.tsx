import { managePath } from "@/communications/links";
import { confirmSubscription, readRequest } from "@/communications/subscribers/confirm-subscription";
import { readPreferences } from "@/communications/subscribers/preferences";
import { Message } from "@/components/subscriber/message";
import { TestForm } from "@/components/subscriber/test-form";
import { WebhookSecret } from "@/components/subscriber/webhook-secret";
import { DomainError } from "@/lib/domain-error";
import { type Said, subscriberDoor } from "../doors";
import { secretOf, testPathOf } from "../manage/[signed]/managed";
import { field, readForm, refuseCrossSite } from "../read-form";
import { spentLink } from "./spent-link";

export const dynamic = "force-dynamic";

/** The press of the button. */
export const POST = subscriberDoor(async ({ request, db, now, view }): Promise<Said> => {
  const words = view.words.subscriber;
  refuseCrossSite(request, words.crossSite);
  const token = field(await readForm(request), "token");
  const confirmed = await confirmSubscription({ db, now }, { token }).catch((error) => {
    if (error instanceof DomainError) return null;
    throw error;
  });
  if (!confirmed) return spentLink(await readRequest({ db, now }, token), view);
  const own = await readPreferences({ db }, confirmed.subscriberId);
  const secret = own && secretOf(own, view, now);
  const test = own && testPathOf(own);
  return {
    title: words.doneTitle,
    path: "/subscribe",
    children: (
      <>
        <Message title={words.doneTitle} says={`${words.verified[confirmed.channel]} ${words.done}`}>
          <a className="btn q" href={managePath(confirmed.subscriberId)}>
            {words.change}
          </a>
          <a className="btn q" href="/">
            {words.toStatus}
          </a>
        </Message>
        {secret && <WebhookSecret view={view} secret={{ ...secret, newPath: null }} />}
        {test && <TestForm view={view} path={test} />}
      </>
    ),
  };
});
