import { wordsFor } from "@/lib/words";
import { formatTime, type Zone } from "@/lib/zoned-time";
import { Frame } from "./frame";
import { Act, Hint, Paragraph, Title } from "./parts";

export type ApprovalProps = {
  zone: Zone;
  incident: string;
  audience: string;
  by: string;
  approver: string;
  /** The exact words, as clean HTML. */
  html: string;
  /** Until when only an objection counts; null: an explicit yes is needed. */
  decideBy: Date | null;
  link: string;
};

/** Asks somebody for a yes to exact words. */
export default function Approval(props: ApprovalProps) {
  const { zone, incident, audience, by, approver, html, decideBy, link } = props;
  const words = wordsFor(zone.language).letters.approval;
  return (
    <Frame
      language={zone.language}
      title={words.subject(incident, audience)}
      preview={words.asked(by, audience, incident)}
      footer={words.lasts(approver)}
    >
      <Title>{words.heading}</Title>
      <Paragraph>{words.asked(by, audience, incident)}</Paragraph>
      <div
        className="words ink"
        style={{ borderLeft: "3px solid #17191d", paddingLeft: 16, font: "17px/27px Georgia,serif" }}
        // biome-ignore lint/security/noDangerouslySetInnerHtml: cleaned by lib/markdown, as what is published
        dangerouslySetInnerHTML={{ __html: html }}
      />
      <Act href={link}>{words.act}</Act>
      {decideBy && <Hint>{words.strong(formatTime(decideBy, "zoned", zone))}</Hint>}
    </Frame>
  );
}

Approval.PreviewProps = {
  zone: { timeZone: "UTC", language: "en" },
  incident: "Card payments fail",
  audience: "Larkfield",
  by: "Ines",
  approver: "Priya",
  html: "<p>One in eight card payments is <strong>declined</strong>. Paying by bank works.</p>",
  decideBy: new Date("2026-11-23T14:20:00Z"),
  link: "/approve/token",
} satisfies ApprovalProps;
