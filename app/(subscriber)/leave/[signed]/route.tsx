import { leavePath, managePath } from "@/communications/links";
import { channelsOf } from "@/communications/subscribers/channels-of";
import { leave } from "@/communications/subscribers/leave";
import { LeavePage } from "@/components/subscriber/leave-page";
import { Message } from "@/components/subscriber/message";
import { secret } from "@/lib/env";
import { isId } from "@/lib/ids";
import { openLink } from "@/lib/signed-link";
import { type Said, subscriberDoor } from "../../doors";
import { forgedLink, noMessages, whoseLink } from "../../own-link";
import { field, readForm, refuseCrossSite } from "../../read-form";

export const dynamic = "force-dynamic";
type Params = { signed: string };

/** A page with a button. Opening it stops nothing, because mail scanners open links. */
export const GET = subscriberDoor<Params>(async ({ db, view, params }): Promise<Said> => {
  const own = await whoseLink(db, "leave", params.signed);
  if (own === "forged") return forgedLink(view);
  if (own === "gone" || own.state === "left") return noMessages(view);
  const channels = await channelsOf({ db }, own.subscriberId);
  const path = leavePath(own.subscriberId);
  return {
    title: view.words.subscriber.leaveTitle,
    path,
    children: (
      <LeavePage
        view={view}
        channel={own.channel}
        address={own.address}
        path={path}
        managePath={managePath(own.subscriberId)}
        followed={own.incidents}
        others={channels
          .filter(({ id, state }) => id !== own.subscriberId && state !== "left")
          .map(({ channel }) => channel)}
      />
    ),
  };
});

/**
 * Stops all messages by this channel, on every channel (`everywhere`), or those about one incident. Mail programs post here by themselves (RFC 8058: no cookie, no
 * login, any origin); our own form comes from our own page.
 */
export const POST = subscriberDoor<Params>(async ({ request, db, now, view, params }): Promise<Said> => {
  const words = view.words.subscriber;
  const form = await readForm(request);
  const oneClick = field(form, "List-Unsubscribe") === "One-Click";
  if (!oneClick) refuseCrossSite(request, words.crossSite);
  const subscriberId = openLink("leave", params.signed, secret("SECRET"));
  if (!subscriberId) return forgedLink(view);
  const asked = field(form, "incident");
  const incidentId = !oneClick && isId(asked) ? asked : undefined;
  const everywhere = !oneClick && field(form, "everywhere") === "yes";
  await leave({ db, now }, { subscriberId, incidentId, everywhere });
  const title = incidentId ? words.leftOneTitle : words.leftTitle;
  const says = incidentId ? words.leftOne : words.left;
  return {
    title,
    path: "/subscribe",
    children: (
      <Message title={title} says={says}>
        <a className="btn q" href={incidentId ? managePath(subscriberId) : "/subscribe"}>
          {incidentId ? words.change : words.back}
        </a>
      </Message>
    ),
  };
});
