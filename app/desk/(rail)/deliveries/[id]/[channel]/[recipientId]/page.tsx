import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { mayAct, requireDesk } from "@/app/desk-context";
import { channelWay } from "@/communications/channels/list";
import { readAsSent } from "@/communications/deliveries/as-sent";
import { readStory } from "@/communications/deliveries/read-story";
import { tellStory } from "@/communications/deliveries/story";
import { AutoRefresh } from "@/components/desk/auto-refresh";
import { DeliveryWord } from "@/components/desk/delivery-bar";
import { DeliveryMessage } from "@/components/desk/delivery-message";
import { DeliveryStory } from "@/components/desk/delivery-story";
import { PageHead } from "@/components/desk/page-head";
import { channelWords } from "@/components/ui/words";
import { readPage } from "@/status/page/read-page";
import { DecideUnknownForm, RetryFailedForm } from "../../../decisions";
import { keyOf, type Params } from "./key";

export const metadata: Metadata = { title: "A message's story" };

const refreshMilliseconds = 5_000;

/** All that happened to one message, from why it was planned to the last that was said of it, and the message itself. */
export default async function MessageStory({ params }: { params: Params }) {
  const ctx = await requireDesk();
  const key = await keyOf(params);
  const facts = key && (await readStory(ctx.db, key));
  if (!key || !facts) notFound();
  const [zone, message] = await Promise.all([readPage(ctx), readAsSent(ctx, key)]);
  const { delivery, update, subscriber, suppression } = facts;
  const { shown } = channelWay(key.channel);
  const address = delivery.address ?? subscriber?.address ?? null;
  const path = `/desk/deliveries/${key.updateId}`;
  return (
    <>
      <AutoRefresh on everyMilliseconds={refreshMilliseconds} />
      <PageHead
        title={
          <>
            <Link className="back" href={path}>
              Deliveries
            </Link>
            {address === null ? "Address removed" : shown(address)}
          </>
        }
        renderedAt={ctx.now}
        zone={zone}
      />
      <p className="meta mt-3">
        <DeliveryWord state={delivery.state} />
        <span>{channelWords[key.channel]}</span>
        <span>
          {update.title}, update {update.number}
        </span>
        {address !== null && subscriber && (
          <Link href={`/desk/subscribers?q=${encodeURIComponent(subscriber.address)}`}>the subscriber</Link>
        )}
        {suppression && <b className="text-maj">not written to any more: {suppression.reason}</b>}
      </p>
      {mayAct(ctx) && delivery.state === "unknown" && (
        <DecideUnknownForm {...key} waiting={[{ channel: key.channel, n: 1 }]} />
      )}
      {mayAct(ctx) && delivery.state === "failed" && (
        <RetryFailedForm {...key} waiting={[{ channel: key.channel, n: 1 }]} />
      )}
      <section className="sec">
        <h2>What happened</h2>
        <DeliveryStory
          chapters={tellStory(facts)}
          channel={key.channel}
          shown={(one) => shown(one)}
          storyOf={(updateId) => `/desk/deliveries/${updateId}/${key.channel}/${key.recipientId}`}
          besideOf={({ channel, recipientId }) => `${path}/${channel}/${recipientId}`}
          now={ctx.now}
          zone={zone}
        />
      </section>
      {message && (
        <DeliveryMessage
          message={{ ...message, to: shown(message.to) }}
          frame={message.html === null ? null : `${path}/${key.channel}/${key.recipientId}/letter`}
        />
      )}
    </>
  );
}
