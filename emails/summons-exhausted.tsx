import { wordsFor } from "@/lib/words";
import { Frame } from "./frame";
import { Act, Paragraph, Title } from "./parts";

export type SummonsExhaustedProps = {
  language: string;
  /** "customer liaison" */
  role: string;
  /** The incident's name, or its codename. */
  incident: string;
  /** Who was asked, in order; empty when nobody could be. */
  asked: string[];
  link: string;
};

/** Tells an owner that everybody a play summons was asked, and nobody answered. */
export default function SummonsExhausted({ language, role, incident, asked, link }: SummonsExhaustedProps) {
  const words = wordsFor(language).letters.summonsExhausted;
  const names = new Intl.ListFormat(language).format(asked);
  const says = asked.length > 0 ? words.asked(incident, names) : words.nobody(incident);
  return (
    <Frame language={language} title={words.subject(incident, role)} preview={says} footer={words.lasts}>
      <Title>{words.heading(role)}</Title>
      <Paragraph>{says}</Paragraph>
      <Act href={link}>{words.act}</Act>
    </Frame>
  );
}

SummonsExhausted.PreviewProps = {
  language: "en",
  role: "customer liaison",
  incident: "Card payments fail",
  asked: ["Maya", "Tomasz"],
  link: "/desk/incidents/a1b2c3d4e5f6",
} satisfies SummonsExhaustedProps;
