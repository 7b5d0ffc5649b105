import { wordsFor } from "@/lib/words";
import { formatTime, type Zone } from "@/lib/zoned-time";
import { Frame } from "./frame";
import { Act, Paragraph, Title } from "./parts";

export type SummonsProps = {
  zone: Zone;
  severity: string;
  /** The incident's name, or its codename. */
  incident: string;
  play: string;
  /** "customer liaison" */
  role: string;
  /** Who was asked before and did not answer. */
  unanswered: string | null;
  answerBy: Date;
  link: string;
};

/** Summons somebody of the desk to a role, by a play. */
export default function Summons(props: SummonsProps) {
  const { zone, severity, incident, play, role, unanswered, answerBy, link } = props;
  const words = wordsFor(zone.language).letters.summons;
  return (
    <Frame
      language={zone.language}
      title={words.subject(severity, incident, role)}
      preview={words.asked(severity, incident, play)}
      footer={words.lasts(formatTime(answerBy, "zoned", zone))}
    >
      <Title>{words.heading(role)}</Title>
      <Paragraph>{words.asked(severity, incident, play)}</Paragraph>
      {unanswered && <Paragraph>{words.unanswered(unanswered)}</Paragraph>}
      <Act href={link}>{words.act}</Act>
    </Frame>
  );
}

Summons.PreviewProps = {
  zone: { timeZone: "UTC", language: "en" },
  severity: "SEV1",
  incident: "Card payments fail",
  play: "Major incident",
  role: "customer liaison",
  unanswered: "Maya",
  answerBy: new Date("2026-11-23T14:04:00Z"),
  link: "/summons/a1b2c3d4e5f6",
} satisfies SummonsProps;
