import { erasePath, managePath, ownDataPath, sentPath } from "@/communications/links";
import { type OwnPreferences, readPreferences } from "@/communications/subscribers/preferences";
import type { View } from "@/components/public/view";
import { Message } from "@/components/subscriber/message";
import { OwnDataLinks } from "@/components/subscriber/own-data-links";
import type { Db } from "@/db/client";
import { secret } from "@/lib/env";
import { type LinkPurpose, openLink } from "@/lib/signed-link";
import { type Asked, type Said, subscriberDoor } from "./doors";
import { refuseCrossSite } from "./read-form";

type Params = { signed: string };
/** A door that only the holder of a manage link gets through. */
export type OwnAsked = Asked<Params> & { own: OwnPreferences };

/** Opens for whoever holds the link of somebody that we know, also of who left; posts only from our own pages. */
export function ownDoor(answer: (asked: OwnAsked) => Promise<Said | Response>) {
  return subscriberDoor<Params>(async (asked) => {
    if (asked.request.method !== "GET") refuseCrossSite(asked.request, asked.view.words.subscriber.crossSite);
    const own = await whoseLink(asked.db, "manage", asked.params.signed);
    if (own === "forged") return forgedLink(asked.view);
    return own === "gone" ? noMessages(asked.view) : answer({ ...asked, own });
  });
}

/** Whose link this is: `forged` when we did not sign it for this, `gone` when we know nobody by it any more. */
export async function whoseLink(
  db: Db,
  purpose: LinkPurpose,
  signed: string,
): Promise<OwnPreferences | "forged" | "gone"> {
  const id = openLink(purpose, signed, secret("SECRET"));
  if (!id) return "forged";
  return (await readPreferences({ db }, id)) ?? "gone";
}

/** A link that we did not sign. */
export function forgedLink({ words }: View): Said {
  const { badLinkTitle: title, badLink } = words.subscriber;
  return { title, path: "/subscribe", status: 404, children: <Message title={title} says={badLink} /> };
}

/** Somebody who gets nothing from us; with what we still know of them (null: nothing). */
export function noMessages(view: View, own: OwnPreferences | null = null): Said {
  const { goneTitle: title, gone, back } = view.words.subscriber;
  return {
    title,
    path: own ? managePath(own.subscriberId) : "/subscribe",
    children: (
      <>
        <Message title={title} says={gone}>
          <a className="btn q" href="/subscribe">
            {back}
          </a>
        </Message>
        {own && <OwnDataLinks view={view} paths={dataPaths(own.subscriberId)} />}
      </>
    ),
  };
}

export const dataPaths = (subscriberId: string) => ({
  sent: sentPath(subscriberId),
  data: ownDataPath(subscriberId),
  erase: erasePath(subscriberId),
});
