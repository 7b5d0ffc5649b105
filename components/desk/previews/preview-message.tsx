import type { Preview } from "@/communications/previews/preview-message";
import { prettyText } from "@/components/desk/delivery-message";
import type { Channel } from "@/lib/vocabulary";
import { DiscordMessage } from "./discord-message";
import { LetterPair } from "./letter-pair";
import { PushMessage } from "./push-message";
import { SlackMessage } from "./slack-message";
import { SmsMessage } from "./sms-message";
import { TeamsMessage } from "./teams-message";

type Props = {
  channel: Channel;
  message: Preview;
  pageName: string;
  letterHref: (scheme: "light" | "dark") => string;
};

/** A message about as its reader sees it, and beneath it exactly as it is handed over. */
export function PreviewMessage(props: Props) {
  const { channel, message } = props;
  const headers = Object.entries(message.headers);
  const bytes = Buffer.byteLength(message.html ?? message.text);
  return (
    <>
      {channel !== "webhook" && (
        <section className="sec">
          <h2>
            About as it looks{" "}
            {message.subject && channel === "email" && <small>subject: {message.subject}</small>}
          </h2>
          <Drawn {...props} />
        </section>
      )}
      <section className="sec">
        <h2>
          {channel === "email" ? "The plain-text twin" : "As it is handed over"}
          <small>
            {channel === "email" && "the HTML is "}
            {(bytes / 1000).toFixed(1)} KB
          </small>
        </h2>
        <pre className="mail whitespace-pre-wrap font-mono">
          {headers.map(([name, value]) => `${name}: ${value}\n`).join("") + (headers.length ? "\n" : "")}
          {prettyText(message.text)}
        </pre>
      </section>
    </>
  );
}

function Drawn({ channel, message, pageName, letterHref }: Props) {
  switch (channel) {
    case "email":
      return <LetterPair href={letterHref} />;
    case "slack":
      return <SlackMessage json={message.text} from={pageName} />;
    case "teams":
      return <TeamsMessage json={message.text} from={pageName} />;
    case "discord":
      return <DiscordMessage json={message.text} from={pageName} />;
    case "push":
      return <PushMessage json={message.text} from={pageName} />;
    case "sms":
      return <SmsMessage text={message.text} />;
    default:
      return null;
  }
}
