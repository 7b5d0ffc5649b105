import { managePath, sentPath } from "@/communications/links";
import { readSent } from "@/communications/subscribers/read-sent";
import { SentPage } from "@/components/subscriber/sent-page";
import { ownDoor } from "../../../own-link";
import { ownZone } from "../managed";

export const dynamic = "force-dynamic";

/** What was sent to somebody, and what became of it. */
export const GET = ownDoor(async ({ db, view, own }) => ({
  title: view.words.subscriber.historyTitle,
  path: sentPath(own.subscriberId),
  children: (
    <SentPage
      view={view}
      zone={ownZone(own, view)}
      messages={await readSent({ db }, own.subscriberId)}
      backPath={managePath(own.subscriberId)}
    />
  ),
}));
