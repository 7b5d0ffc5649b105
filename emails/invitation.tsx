import { wordsFor } from "@/lib/words";
import { Frame } from "./frame";
import { Act, Paragraph, Title } from "./parts";

export type InvitationProps = {
  pageName: string;
  language: string;
  /** Who invites. */
  by: string;
  link: string;
  days: number;
};

/** The link by which somebody makes themselves an account. */
export default function Invitation({ pageName, language, by, link, days }: InvitationProps) {
  const words = wordsFor(language).letters.invitation;
  return (
    <Frame
      language={language}
      title={words.subject(pageName)}
      preview={words.hello(by, pageName)}
      footer={words.lasts(days)}
    >
      <Title>{words.heading}</Title>
      <Paragraph>{words.hello(by, pageName)}</Paragraph>
      <Act href={link}>{words.act}</Act>
    </Frame>
  );
}

Invitation.PreviewProps = {
  pageName: "Larkfield",
  language: "en",
  by: "Ines Okafor",
  link: "/sign-in/invited/token",
  days: 7,
} satisfies InvitationProps;
