import { wordsFor } from "@/lib/words";
import { Frame } from "./frame";
import { Act, Paragraph, Title } from "./parts";

export type SignInProps = {
  pageName: string;
  language: string;
  name: string;
  link: string;
  minutes: number;
};

/** The link that lets somebody into the desk. */
export default function SignIn(props: SignInProps) {
  const words = wordsFor(props.language).letters.signIn;
  return (
    <Frame
      language={props.language}
      title={words.subject(props.pageName)}
      preview={words.hello(props.name)}
      footer={words.lasts(props.minutes)}
    >
      <Title>{words.heading}</Title>
      <Paragraph>{words.hello(props.name)}</Paragraph>
      <Act href={props.link}>{words.act}</Act>
    </Frame>
  );
}

SignIn.PreviewProps = {
  pageName: "Larkfield",
  language: "en",
  name: "Ines",
  link: "/sign-in/link",
  minutes: 10,
} satisfies SignInProps;
