import { type OwnPreferences, readPreferences } from "@/communications/subscribers/preferences";
import type { View } from "@/components/public/view";
import { Message } from "@/components/subscriber/message";
import type { Db } from "@/db/client";
import { secret } from "@/lib/env";
import { type LinkPurpose, openLink } from "@/lib/signed-link";
import type { Said } from "./doors";

/** Whose link this is: `forged` when we did not sign it for this, `gone` when they get no mail from us. */
export async function whoseLink(
  db: Db,
  purpose: LinkPurpose,
  signed: string,
): Promise<OwnPreferences | "forged" | "gone"> {
  const id = openLink(purpose, signed, secret("SECRET"));
  if (!id) return "forged";
  const own = await readPreferences({ db }, id);
  return own?.state === "confirmed" ? own : "gone";
}

/** A link that we did not sign. */
export function forgedLink({ words }: View): Said {
  const { badLinkTitle: title, badLink } = words.subscriber;
  return { title, path: "/subscribe", status: 404, children: <Message title={title} says={badLink} /> };
}

/** Somebody who gets no mail from us. */
export function noMail({ words }: View): Said {
  const { goneTitle: title, gone, back } = words.subscriber;
  return {
    title,
    path: "/subscribe",
    children: (
      <Message title={title} says={gone}>
        <a className="btn q" href="/subscribe">
          {back}
        </a>
      </Message>
    ),
  };
}
