import { readRequest } from "@/communications/subscribers/confirm-subscription";
import { Message } from "@/components/subscriber/message";
import { type Said, subscriberDoor } from "../../doors";
import { spentLink } from "../spent-link";

export const dynamic = "force-dynamic";

/** Where the letter's link leads: a button. Opening it changes nothing, because mail scanners open links. */
export const GET = subscriberDoor<{ token: string }>(async ({ db, now, view, params }): Promise<Said> => {
  const words = view.words.subscriber;
  const request = await readRequest({ db, now }, params.token);
  if (request.state !== "open") return spentLink(request, view);
  return {
    title: words.confirmTitle,
    path: "/subscribe",
    children: (
      <>
        <Message title={words.confirmTitle} says={words.confirm(request.address)} />
        {request.joins && <p className="f">{words.confirmJoins(request.joins)}</p>}
        <form action="/confirm" method="post">
          <input type="hidden" name="token" value={params.token} />
          <button type="submit">{words.confirmAct}</button>
        </form>
        <p className="meta">{words.notYou}</p>
      </>
    ),
  };
});
