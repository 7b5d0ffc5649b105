import Link from "next/link";
import type { NamedUpdate } from "@/communications/deliveries/name-updates";
import type { Beside } from "@/communications/deliveries/read-story";
import type { Chapter } from "@/communications/deliveries/story";
import { channelWords, deliveryWords, holdWords } from "@/components/ui/words";
import type { Channel, DeliveryState } from "@/lib/vocabulary";
import type { Zone } from "@/lib/zoned-time";
import { momentWords } from "./delivery-progress";

type Props = {
  chapters: Chapter[];
  channel: Channel;
  shown: (address: string) => string;
  /** The same person's message of another update. */
  storyOf: (updateId: string) => string;
  /** The same person's other message of this update. */
  besideOf: (beside: { channel: Channel; recipientId: string }) => string;
  now: Date;
  zone: Zone;
};
type Telling = Omit<Props, "chapters"> & { chapter: Chapter };

/** One message's life, from top to bottom. */
export function DeliveryStory({ chapters, ...props }: Props) {
  return (
    <ol className="story">
      {chapters.map((chapter, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a story only grows at its end
        <li key={index} className={toneOf(chapter)}>
          {chapter.at ? (
            <time dateTime={chapter.at.toISOString()}>{momentWords(chapter.at, props.now, props.zone)}</time>
          ) : (
            <span />
          )}
          <div>
            <Told chapter={chapter} {...props} />
          </div>
        </li>
      ))}
    </ol>
  );
}

const badStates: DeliveryState[] = ["bounced", "complained", "failed"];

function toneOf(chapter: Chapter): string | undefined {
  if (chapter.kind === "failed" || chapter.kind === "unknown") return "bad";
  if (chapter.kind === "receipt" && badStates.includes(chapter.state)) return "bad";
  if (chapter.kind === "taken" || chapter.kind === "receipt" || chapter.kind === "merged") return "done";
  return undefined;
}

function Told({ chapter, channel, shown, storyOf, besideOf, now, zone }: Telling) {
  switch (chapter.kind) {
    case "planned":
      return (
        <>
          <b>Planned</b>
          <p>Because: “{chapter.reason}”.</p>
          {chapter.rules && <p>{chapter.rules}</p>}
          {chapter.insteadOf && (
            <p>
              In place of <Besides beside={chapter.insteadOf} href={besideOf(chapter.insteadOf)} />, which
              failed.
            </p>
          )}
          {chapter.thenBy.length > 0 && (
            <p>
              If it fails for good, next: {chapter.thenBy.map((way) => channelWords[way]).join(", then ")}.
            </p>
          )}
        </>
      );
    case "waits":
      return <b>Waits for its turn</b>;
    case "held":
      return (
        <>
          <b>Held back until {momentWords(chapter.until, now, zone)}</b>
          <p>Why: {holdWords[chapter.why]}. It goes then, with whatever is said in between.</p>
        </>
      );
    case "undone":
      return (
        <>
          <b>Undone</b>
          <p>The update was taken back before anything left.</p>
        </>
      );
    case "merged":
      if (chapter.beside) {
        return (
          <>
            <b>They are in two audiences: one message, in the words for {chapter.beside.audience}</b>
            <p>
              <Besides beside={chapter.beside} href={besideOf(chapter.beside)} />
            </p>
          </>
        );
      }
      return (
        <>
          <b>Its words went with a newer one</b>
          <p>{chapter.into ? <Update update={chapter.into} href={storyOf(chapter.into.updateId)} /> : "–"}</p>
        </>
      );
    case "next":
      return (
        <>
          <b>{chapter.to ? "The next way is tried" : "No further way"}</b>
          <p>
            {chapter.to ? (
              <Besides beside={chapter.to} href={besideOf(chapter.to)} />
            ) : (
              "They had none that could be used, or it failed too late to be news."
            )}
          </p>
        </>
      );
    case "suppressed":
      return (
        <>
          <b>Not written to</b>
          <p>{chapter.why ?? notWrittenTo[chapter.reason]}</p>
        </>
      );
    case "handing":
      return (
        <>
          <b>
            Handing over
            {chapter.tries > 1 && `, ${chapter.tries} tries`}
          </b>
          <p>
            {channelWords[channel]} to{" "}
            {chapter.address === null ? "an address since removed" : shown(chapter.address)}
          </p>
          {chapter.also.length > 0 && (
            <p>
              With the words of{" "}
              {chapter.also.map((update, index) => (
                <span key={update.updateId}>
                  {index > 0 && ", "}
                  <Update update={update} href={storyOf(update.updateId)} />
                </span>
              ))}
            </p>
          )}
        </>
      );
    case "again":
      return (
        <>
          <b>{chapter.underWay ? "A try is under way" : "It will be tried again"}</b>
          {chapter.why && <p>The last try: {chapter.why}</p>}
        </>
      );
    case "taken":
      return (
        <>
          <b>The provider took it</b>
          <p>{chapter.providerId ? <code>{chapter.providerId}</code> : "It gave no name to it."}</p>
        </>
      );
    case "failed":
      return (
        <>
          <b>Refused</b>
          {chapter.why && <p>{chapter.why}</p>}
        </>
      );
    case "unknown":
      return (
        <>
          <b>Nobody knows whether it arrived</b>
          {chapter.why && <p>{chapter.why}</p>}
        </>
      );
    case "decided":
      return (
        <>
          <b>
            {chapter.who ?? "Somebody"}{" "}
            {chapter.decision === "again" ? "had it sent again" : "says that it arrived"}
          </b>
          <p>“{chapter.reason}”</p>
          {chapter.failure && <p>Before: {chapter.failure}</p>}
        </>
      );
    default:
      return (
        <>
          <b>{deliveryWords[chapter.state]}</b>
          <p>
            The provider said so{chapter.early && ", before we knew which message it meant"}
            {chapter.detail ? `: ${chapter.detail}` : "."}
          </p>
        </>
      );
  }
}

const notWrittenTo = {
  address: "The address is not written to.",
  left: "They had left when its turn came.",
  paused: "They had paused when its turn came.",
  switched_off: "Their channel had been switched off when its turn came.",
  gone: "They no longer listened when its turn came.",
} as const;

function Update({ update, href }: { update: NamedUpdate; href: string }) {
  return (
    <Link href={href}>
      {update.title}, update {update.number}
    </Link>
  );
}

function Besides({ beside, href }: { beside: Beside; href: string }) {
  return (
    <Link href={href}>
      {channelWords[beside.channel]}, {beside.audience}
    </Link>
  );
}
