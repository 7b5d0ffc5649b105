import { ChatFrame } from "./chat-frame";
import { type Dialect, MarkedText } from "./marked-text";

type Embed = { title: string; url?: string; description?: string; color?: number; footer?: { text: string } };

/** An embed, about as Discord draws it. */
export function DiscordMessage({ json, from }: { json: string; from: string }) {
  const embed = (JSON.parse(json) as { embeds: Embed[] }).embeds[0]!;
  const colour = embed.color === undefined ? "none" : `#${embed.color.toString(16).padStart(6, "0")}`;
  return (
    <ChatFrame look="discord" from={from}>
      <div className="embed">
        <svg className="edge" aria-hidden="true">
          <rect width="100%" height="100%" fill={colour} />
        </svg>
        <p className="head">{embed.url ? <a href={embed.url}>{embed.title}</a> : embed.title}</p>
        {embed.description && (
          <p>
            <MarkedText text={embed.description} dialect={markdown} />
          </p>
        )}
        {embed.footer && <p className="dim">{embed.footer.text}</p>}
      </div>
    </ChatFrame>
  );
}

const plain = (text: string) => text.replace(/\\([^a-zA-Z0-9\s])/g, "$1");

const markdown: Dialect = {
  pattern:
    /```\n?([\s\S]+?)```|(?<!\\)`([^`\n]+)`|(?<!\\)\[((?:\\.|[^\]\\])+)\]\((https?:[^)\s]+)\)|(?<!\\)<(https?:[^>\s]+)>|(?<!\\)\*\*((?:\\.|[^*\\])+)\*\*|(?<!\\)\*((?:\\.|[^*\\])+)\*|(?<!\\)~~((?:\\.|[^~\\])+)~~/g,
  makers: [
    (block) => <code className="block">{block}</code>,
    (code) => <code>{code}</code>,
    (words, href) => <a href={href}>{plain(words)}</a>,
    (href) => <a href={href}>{href}</a>,
    (bold) => <b>{plain(bold)}</b>,
    (italic) => <i>{plain(italic)}</i>,
    (struck) => <s>{plain(struck)}</s>,
  ],
  plain,
};
