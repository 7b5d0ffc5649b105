import { pause } from "@/communications/subscribers/pause";
import { ownDoor } from "../../../own-link";
import { field, readForm } from "../../../read-form";
import { done } from "../done";

export const dynamic = "force-dynamic";

/** Begins a pause, or ends it (`paused=no`); with `everywhere`, on all of the person's channels. */
export const POST = ownDoor(async ({ request, db, now, view, own }) => {
  const words = view.words.subscriber;
  const form = await readForm(request);
  const paused = field(form, "paused") !== "no";
  const everywhere = field(form, "everywhere") === "yes";
  await pause({ db, now }, { subscriberId: own.subscriberId, paused, everywhere });
  return paused
    ? done(view, own.subscriberId, words.pausedNow, words.pausedNowHow)
    : done(view, own.subscriberId, words.resumed, words.resumedHow);
});
