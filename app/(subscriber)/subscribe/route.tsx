import { countByAddress } from "@/app/bounds";
import { channelList } from "@/communications/channels/list";
import { readByMany, waysToSubscribe } from "@/communications/subscribers/ways";
import { followableIncident } from "@/communications/subscribers/wish";
import { Message } from "@/components/subscriber/message";
import { SubscribePage } from "@/components/subscriber/subscribe-page";
import { chooseLanguage } from "@/lib/choose-language";
import type { Channel } from "@/lib/vocabulary";
import { type Asked, type Said, subscriberDoor } from "../doors";
import { readForm, refuseCrossSite } from "../read-form";
import { ask } from "./ask";
import { fieldsFrom, isTrapped, type Typed, typedIn, wayIn } from "./typed";

export const dynamic = "force-dynamic";

/**
 * The form of one way (`?by=slack`; without it, email). With `?incident=<id>`, to follow that one; with
 * `?with=<signed>`, as one more channel of a person.
 */
export const GET = subscriberDoor(async (asked) => {
  const query = new URL(asked.request.url).searchParams;
  const said = await form(asked, typedIn(query, wayIn(query.get("by"))), {});
  return query.size === 0 ? { ...said, description: asked.view.words.subscribe.how } : said;
});

/** A wish: the answer is the same for known and unknown addresses, and for machines that fill every field. */
export const POST = subscriberDoor(async (asked) => {
  const { request, db, now, view } = asked;
  const words = view.words.subscriber;
  refuseCrossSite(request, words.crossSite);
  await countByAddress(request, "wishByAddress", words.tooMany);
  const posted = fieldsFrom(await readForm(request));
  const typed = typedIn(posted, wayIn(posted.get("channel")));
  const language = chooseLanguage(request.headers.get("accept-language"));
  const errors = isTrapped(posted) ? null : await ask({ db, now }, { ...typed, language });
  if (errors) return { ...(await form(asked, typed, errors)), status: 422 };
  return sent(asked, typed);
});

function sent({ view }: Asked<unknown>, { channel, address }: Typed): Said {
  const words = view.words.subscriber;
  const [title, says, hint] =
    channel === "email"
      ? [words.sentTitle, words.sent(address), words.sentHint]
      : [
          words.sentElsewhereTitle(words.channels[channel]),
          words.sentElsewhere(shown(channel, address)),
          words.sentElsewhereHint,
        ];
  return {
    title,
    path: "/subscribe",
    children: (
      <>
        <Message title={title} says={says} />
        <p className="meta">{hint}</p>
      </>
    ),
  };
}

/** What was typed, without what would let somebody else post there. A machine may have typed no address at all. */
function shown(channel: Channel, address: string): string {
  const way = channelList[channel];
  const parsed = way?.address.safeParse(address);
  return way && parsed?.success ? way.shown(parsed.data) : channel;
}

async function form(
  { db, view, services }: Pick<Asked<unknown>, "db" | "view" | "services">,
  typed: Typed,
  errors: Record<string, string>,
): Promise<Said> {
  const { channel, incidentId, joins } = typed;
  const incident = incidentId ? await followableIncident(db, incidentId) : null;
  const keep = { ...(incidentId && { incident: incidentId }), ...(joins && { with: joins }) };
  const at = (path: string, more: Record<string, string>) => {
    const query = new URLSearchParams({ ...more, ...keep }).toString();
    return query ? `${path}?${query}` : path;
  };
  const ways = waysToSubscribe().map((way) => ({
    channel: way,
    // A browser is asked by a script, on a page of its own.
    path: way === "push" ? at("/subscribe/push", {}) : at("/subscribe", way === "email" ? {} : { by: way }),
  }));
  return {
    title: incident ? view.words.subscriber.follow : view.words.subscribe.heading,
    path: at("/subscribe", {}),
    children: (
      <SubscribePage
        {...{ view, services, ways, channel, incident, joins, typed, errors }}
        needsContact={readByMany.has(channel)}
      />
    ),
  };
}
