import { wordsFor } from "@/lib/words";
import { Frame } from "./frame";
import { Act, Hint, Paragraph, Title } from "./parts";

export type PrivatePageProps = {
  pageName: string;
  language: string;
  audience: string;
  link: string;
  minutes: number;
};

/** The link that lets somebody of an audience into its page. */
export default function PrivatePage(props: PrivatePageProps) {
  const words = wordsFor(props.language).letters.privatePage;
  return (
    <Frame
      language={props.language}
      title={words.subject(props.pageName)}
      preview={words.asked(props.audience)}
      footer={words.lasts(props.minutes)}
    >
      <Title>{words.heading}</Title>
      <Paragraph>{words.asked(props.audience)}</Paragraph>
      <Act href={props.link}>{words.act}</Act>
      <Hint>{words.press}</Hint>
    </Frame>
  );
}

PrivatePage.PreviewProps = {
  ...{ pageName: "Larkfield", language: "en", audience: "Executives" },
  ...{ link: "/s/executives/in/token", minutes: 15 },
} satisfies PrivatePageProps;
