import type { PromiseStage } from "@/lib/vocabulary";
import { wordsFor } from "@/lib/words";
import { formatTime, type Zone } from "@/lib/zoned-time";
import { Frame } from "./frame";
import { Act, Hint, Paragraph, Title } from "./parts";

export type PromiseDueProps = {
  pageName: string;
  zone: Zone;
  title: string;
  audience: string;
  stage: PromiseStage;
  promise: Date;
  url: string;
};

/** To who owes an audience an update: it is due, or late. */
export default function PromiseDue(props: PromiseDueProps) {
  const words = wordsFor(props.zone.language).letters.promiseDue;
  const time = formatTime(props.promise, "zoned", props.zone);
  const heading = words.heading[props.stage];
  return (
    <Frame
      language={props.zone.language}
      title={heading}
      preview={words.owed(props.audience, time)}
      footer={words.why(props.pageName)}
    >
      <Title>{heading}</Title>
      <Paragraph>{props.title}</Paragraph>
      <Paragraph>{words.owed(props.audience, time)}</Paragraph>
      <Act href={props.url}>{words.act}</Act>
      <Hint>{words.noChange}</Hint>
    </Frame>
  );
}

PromiseDue.PreviewProps = {
  pageName: "Larkfield",
  zone: { timeZone: "UTC", language: "en" },
  title: "Card payments in Europe are recovering",
  audience: "The public page",
  stage: "due_soon",
  promise: new Date("2026-11-23T15:00:00Z"),
  url: "/desk/incidents/k2m9x4c7p1qa/update",
} satisfies PromiseDueProps;
