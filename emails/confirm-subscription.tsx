import { wordsFor } from "@/lib/words";
import { Frame } from "./frame";
import { Act, Hint, Paragraph, Title } from "./parts";

export type ConfirmSubscriptionProps = {
  pageName: string;
  language: string;
  /** What they asked for, completing "write to this address about …". */
  wish: string;
  confirmUrl: string;
  hours: number;
};

/** Asks whoever owns an address to press a button before we write to it again. */
export default function ConfirmSubscription(props: ConfirmSubscriptionProps) {
  const words = wordsFor(props.language).letters.confirm;
  const asked = words.asked(props.pageName, props.wish);
  return (
    <Frame
      language={props.language}
      title={words.subject(props.pageName)}
      preview={asked}
      footer={words.lasts(props.hours)}
    >
      <Title>{words.heading}</Title>
      <Paragraph>{asked}</Paragraph>
      <Act href={props.confirmUrl}>{words.act}</Act>
      <Hint>{words.press}</Hint>
    </Frame>
  );
}

ConfirmSubscription.PreviewProps = {
  pageName: "Larkfield",
  language: "en",
  wish: "all services, every update",
  confirmUrl: "/confirm/token",
  hours: 48,
} satisfies ConfirmSubscriptionProps;
