import { wordsFor } from "@/lib/words";
import { Frame } from "./frame";
import { Act, Paragraph, Title } from "./parts";

export type RoleOfferProps = {
  language: string;
  /** "customer liaison" */
  role: string;
  /** The incident's name, or its codename. */
  incident: string;
  by: string;
  /** Whether somebody was asked before and did not answer. */
  unanswered: boolean;
  minutes: number;
  link: string;
};

/** Asks somebody of the desk to take a role over. */
export default function RoleOffer(props: RoleOfferProps) {
  const { language, role, incident, by, unanswered, minutes, link } = props;
  const words = wordsFor(language).letters.roleOffer;
  return (
    <Frame
      language={language}
      title={words.subject(incident, role)}
      preview={words.asked(by, incident)}
      footer={words.lasts(minutes)}
    >
      <Title>{words.heading(role)}</Title>
      <Paragraph>{words.asked(by, incident)}</Paragraph>
      {unanswered && <Paragraph>{words.unanswered}</Paragraph>}
      <Act href={link}>{words.act}</Act>
    </Frame>
  );
}

RoleOffer.PreviewProps = {
  language: "en",
  role: "customer liaison",
  incident: "Card payments fail",
  by: "Ines",
  unanswered: true,
  minutes: 2,
  link: "/desk/incidents/a1b2c3d4e5f6",
} satisfies RoleOfferProps;
