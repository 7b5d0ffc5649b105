import { sendTest } from "@/communications/subscribers/send-test";
import { ownDoor } from "../../../own-link";
import { done } from "../done";

export const dynamic = "force-dynamic";

/** Sends a message that says it is a test. The verb bounds how many. */
export const POST = ownDoor(async ({ db, now, view, own }) => {
  const words = view.words.subscriber;
  await sendTest({ db, now }, { subscriberId: own.subscriberId });
  return done(view, own.subscriberId, words.testTitle, words.test);
});
