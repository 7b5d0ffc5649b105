import { switchOn } from "@/communications/subscribers/switch-on";
import { noMessages, ownDoor } from "../../../own-link";
import { done } from "../done";

export const dynamic = "force-dynamic";

/** What kept failing works again, its owner says. */
export const POST = ownDoor(async ({ db, now, view, own }) => {
  if (own.state === "left") return noMessages(view, own);
  const words = view.words.subscriber;
  await switchOn({ db, now }, { subscriberId: own.subscriberId });
  return done(view, own.subscriberId, words.onTitle, words.on(own.address));
});
