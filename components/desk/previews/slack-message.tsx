import { ChatFrame } from "./chat-frame";
import { type Dialect, MarkedText } from "./marked-text";

type Text = { type: "plain_text" | "mrkdwn"; text: string };
type Block = { type: string; text?: Text; elements?: Text[] };

/** A message of blocks, about as Slack draws it. */
export function SlackMessage({ json, from }: { json: string; from: string }) {
  const { blocks } = JSON.parse(json) as { blocks: Block[] };
  return (
    <ChatFrame look="slack" from={from}>
      {blocks.map((block, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: drawn once, from a message that does not change
        <BlockOf key={index} block={block} />
      ))}
    </ChatFrame>
  );
}

function BlockOf({ block: { type, text, elements = [] } }: { block: Block }) {
  if (type === "divider") return <hr />;
  if (type === "context")
    return (
      <p className="dim">
        {elements.map((element) => (
          <span key={element.text}>
            <TextOf text={element} />{" "}
          </span>
        ))}
      </p>
    );
  if (!text) return null;
  return <p className={type === "header" ? "head" : undefined}>{<TextOf text={text} />}</p>;
}

function TextOf({ text: { type, text } }: { text: Text }) {
  return type === "plain_text" ? text : <MarkedText text={text} dialect={mrkdwn} />;
}

const plain = (text: string) => text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");

const mrkdwn: Dialect = {
  pattern:
    /```([\s\S]+?)```|`([^`\n]+)`|<(https?:[^|>]+)\|([^>]+)>|(?<!\w)\*([^*\n]+)\*(?!\w)|(?<!\w)_([^_\n]+)_(?!\w)|(?<!\w)~([^~\n]+)~(?!\w)/g,
  makers: [
    (block) => <code className="block">{plain(block)}</code>,
    (code) => <code>{plain(code)}</code>,
    (href, words) => <a href={href}>{plain(words)}</a>,
    (bold) => (
      <b>
        <MarkedText text={bold} dialect={mrkdwn} />
      </b>
    ),
    (italic) => <i>{plain(italic)}</i>,
    (struck) => <s>{plain(struck)}</s>,
  ],
  plain,
};
