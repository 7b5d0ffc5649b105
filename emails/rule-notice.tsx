import { wordsFor } from "@/lib/words";
import { formatTime, type Zone } from "@/lib/zoned-time";
import { Frame } from "./frame";
import { Act, Hint, Paragraph, Title } from "./parts";

export type RuleNoticeProps = {
  pageName: string;
  zone: Zone;
  title: string;
  /** "SEV1, identified". */
  state: string;
  /** The last words as plain text; null when none may be told. */
  words: string | null;
  nextUpdateBy: Date | null;
  begins: Date | null;
  /** Why they hear: a rule read aloud, or who added them. */
  why: string;
  url: string;
};

/** A short word to somebody whom a rule names: what it is, where it stands, when the next word comes. */
export default function RuleNotice(props: RuleNoticeProps) {
  const words = wordsFor(props.zone.language).letters.ruleNotice;
  const heading = `${props.title}: ${props.state}`;
  const next = props.nextUpdateBy && words.next(formatTime(props.nextUpdateBy, "zoned", props.zone));
  const begins = props.begins && words.begins(formatTime(props.begins, "momentZoned", props.zone));
  return (
    <Frame
      language={props.zone.language}
      title={heading}
      preview={props.words ?? words.nothingSaid}
      footer={props.why}
    >
      <Title>{heading}</Title>
      {begins && <Paragraph>{begins}</Paragraph>}
      <Hint>{props.words === null ? words.nothingSaid : words.said}</Hint>
      {props.words !== null && <Paragraph>{props.words}</Paragraph>}
      {next && <Paragraph>{next}</Paragraph>}
      <Act href={props.url}>{words.act}</Act>
    </Frame>
  );
}

RuleNotice.PreviewProps = {
  pageName: "Larkfield",
  zone: { timeZone: "UTC", language: "en" },
  title: "Card payments in Europe are recovering",
  state: "SEV1, identified",
  words: "About one in five card payments in Europe is declined. Nothing is lost.",
  nextUpdateBy: new Date("2026-11-23T15:00:00Z"),
  begins: null,
  why: "You get this from Larkfield because it was decided beforehand: When an incident opens, tell Finance.",
  url: "/incidents/k2m9x4c7p1qa",
} satisfies RuleNoticeProps;
