import type { RequestState } from "@/communications/subscribers/confirm-subscription";
import type { View } from "@/components/public/view";
import { Message } from "@/components/subscriber/message";
import type { Said } from "../doors";

/** Why a confirm link does nothing any more, and what to do. */
export function spentLink(request: RequestState, view: View): Said {
  const words = view.words.subscriber;
  const [title, says, status] =
    request.state === "used"
      ? [words.usedTitle, words.used(request.address), 200]
      : request.state === "expired"
        ? [words.expiredTitle, words.expired, 410]
        : [words.unknownTitle, words.unknown, 404];
  return {
    title,
    path: "/subscribe",
    status,
    children: (
      <Message title={title} says={says}>
        {request.state === "used" ? (
          <a href="/">{words.toStatus}</a>
        ) : (
          <a className="btn q" href="/subscribe">
            {words.again}
          </a>
        )}
      </Message>
    ),
  };
}
