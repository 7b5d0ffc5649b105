import { erasePath, managePath } from "@/communications/links";
import { channelsOf } from "@/communications/subscribers/channels-of";
import { erase } from "@/communications/subscribers/erase";
import { isErased, shownAddress } from "@/communications/subscribers/shown-address";
import { ErasePage } from "@/components/subscriber/erase-page";
import { Message } from "@/components/subscriber/message";
import { ownDoor } from "../../../own-link";

export const dynamic = "force-dynamic";

/** Says what would go and what would stay. */
export const GET = ownDoor(async ({ db, view, own }) => {
  const channels = await channelsOf({ db }, own.subscriberId);
  return {
    title: view.words.subscriber.eraseTitle,
    path: erasePath(own.subscriberId),
    children: (
      <ErasePage
        view={view}
        addresses={channels.filter(({ address }) => !isErased(address)).map(shownAddress)}
        path={erasePath(own.subscriberId)}
        backPath={managePath(own.subscriberId)}
      />
    ),
  };
});

/** The press of the button. */
export const POST = ownDoor(async ({ db, now, view, own }) => {
  const words = view.words.subscriber;
  await erase({ db, now }, { subscriberId: own.subscriberId });
  const title = words.erasedTitle;
  return {
    title,
    path: "/subscribe",
    children: (
      <Message title={title} says={words.erased}>
        <a className="btn q" href="/">
          {words.toStatus}
        </a>
      </Message>
    ),
  };
});
