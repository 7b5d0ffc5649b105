import { countByAddress } from "@/app/bounds";
import { isOpen } from "@/communications/subscribers/ways";
import { followableIncident } from "@/communications/subscribers/wish";
import { Message } from "@/components/subscriber/message";
import { PushPage } from "@/components/subscriber/push-page";
import { chooseLanguage } from "@/lib/choose-language";
import { env } from "@/lib/env";
import { type Asked, type Said, subscriberDoor } from "../../doors";
import { readForm, refuseCrossSite } from "../../read-form";
import { ask } from "../ask";
import { fieldsFrom, isTrapped, type Typed, typedIn } from "../typed";

export const dynamic = "force-dynamic";

/** Where a browser is asked whether it may show our messages. */
export const GET = subscriberDoor((asked) =>
  form(asked, typedIn(new URL(asked.request.url).searchParams, "push"), {}),
);

/** The address that the browser gave: a message goes to it, and what shows it confirms (push-worker.mjs). */
export const POST = subscriberDoor(async (asked): Promise<Said> => {
  const { request, db, now, view } = asked;
  refuseCrossSite(request, view.words.subscriber.crossSite);
  await countByAddress(request, "wishByAddress", view.words.subscriber.tooMany);
  const posted = fieldsFrom(await readForm(request));
  const typed = typedIn(posted, "push");
  const language = chooseLanguage(request.headers.get("accept-language"));
  const errors = isTrapped(posted) ? null : await ask({ db, now }, { ...typed, language });
  if (errors) return { ...(await form(asked, typed, errors)), status: 422 };
  const words = view.words.push;
  return {
    title: words.sentTitle,
    path: "/subscribe/push",
    children: (
      <>
        <Message title={words.sentTitle} says={words.sent} />
        <p className="meta">{words.sentHint}</p>
      </>
    ),
  };
});

async function form(
  { db, view, services }: Pick<Asked<unknown>, "db" | "view" | "services">,
  typed: Typed,
  errors: Record<string, string>,
): Promise<Said> {
  const { incidentId, joins } = typed;
  const incident = incidentId ? await followableIncident(db, incidentId) : null;
  const publicKey = isOpen("push") ? (env().VAPID_PUBLIC_KEY ?? null) : null;
  return {
    title: view.words.push.title,
    path: "/subscribe/push",
    children: <PushPage {...{ view, services, publicKey, incident, joins, typed, errors }} />,
  };
}
