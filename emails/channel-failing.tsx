import { wordsFor } from "@/lib/words";
import { formatTime, type Zone } from "@/lib/zoned-time";
import { Frame } from "./frame";
import { Act, Hint, Paragraph, Title } from "./parts";

export type ChannelFailingProps = {
  pageName: string;
  zone: Zone;
  /** "Slack", "Webhook" */
  channel: string;
  /** Without its secret part. */
  address: string;
  since: Date;
  /** What failed last, in few words; empty when it is not known. */
  last: string;
  manageUrl: string;
};

/** Tells who looks after a chat or a machine that we stopped writing to it, and how to start again. */
export default function ChannelFailing({
  pageName,
  zone,
  channel,
  address,
  since,
  last,
  manageUrl,
}: ChannelFailingProps) {
  const words = wordsFor(zone.language).letters.channelFailing;
  const failed = words.failed(channel, address, formatTime(since, "momentZoned", zone));
  return (
    <Frame
      language={zone.language}
      title={words.subject(pageName, channel)}
      preview={failed}
      footer={words.why(pageName)}
    >
      <Title>{words.heading}</Title>
      <Paragraph>{failed}</Paragraph>
      {last && <Paragraph>{words.last(last)}</Paragraph>}
      <Paragraph>{words.missed}</Paragraph>
      <Act href={manageUrl}>{words.act}</Act>
      <Hint>{words.press}</Hint>
    </Frame>
  );
}

ChannelFailing.PreviewProps = {
  pageName: "Larkfield",
  zone: { timeZone: "UTC", language: "en" },
  channel: "Slack",
  address: "hooks.slack.com/services/T0000/B0000/…",
  since: new Date("2026-11-23T12:00:00Z"),
  last: "Answered 500",
  manageUrl: "/manage/signed",
} satisfies ChannelFailingProps;
