import { managePath } from "@/communications/links";
import type { View } from "@/components/public/view";
import { Message } from "@/components/subscriber/message";
import type { Said } from "../../doors";

/** Says that a press did what it says, and leads back. */
export function done(view: View, subscriberId: string, title: string, says: string): Said {
  const path = managePath(subscriberId);
  return {
    title,
    path,
    children: (
      <Message title={title} says={says}>
        <a className="btn q" href={path}>
          {view.words.subscriber.change}
        </a>
      </Message>
    ),
  };
}
