import { ChatFrame } from "./chat-frame";

type Run = {
  text: string;
  weight?: string;
  size?: string;
  italic?: boolean;
  strikethrough?: boolean;
  isSubtle?: boolean;
  fontType?: string;
  selectAction?: { url: string };
};
type Block = { type: string; inlines: Run[]; separator?: boolean; spacing?: string };
type Card = { body: Block[]; actions: { title: string; url: string }[] };

/** An Adaptive Card, about as Teams draws it. */
export function TeamsMessage({ json, from }: { json: string; from: string }) {
  const { attachments } = JSON.parse(json) as { attachments: { content: Card }[] };
  const { body, actions } = attachments[0]!.content;
  return (
    <ChatFrame look="teams" from={from}>
      {body.map((block, index) => (
        // biome-ignore-start lint/suspicious/noArrayIndexKey: drawn once, from a card that does not change
        <p
          key={index}
          className={[block.separator && "ruled", block.spacing === "None" && "close"]
            .filter(Boolean)
            .join(" ")}
        >
          {block.inlines.map((run, at) => (
            <RunOf key={at} run={run} />
          ))}
        </p>
        // biome-ignore-end lint/suspicious/noArrayIndexKey: as above
      ))}
      {actions.length > 0 && (
        <p className="acts">
          {actions.map(({ title, url }) => (
            <a key={url} href={url}>
              {title}
            </a>
          ))}
        </p>
      )}
    </ChatFrame>
  );
}

function RunOf({ run }: { run: Run }) {
  const look = [
    run.weight === "Bolder" && "font-semibold",
    run.size === "Large" && "head",
    run.isSubtle && "dim",
    run.italic && "italic",
    run.strikethrough && "line-through",
    run.fontType === "Monospace" && "font-mono",
  ]
    .filter(Boolean)
    .join(" ");
  if (run.selectAction)
    return (
      <a className={look} href={run.selectAction.url}>
        {run.text}
      </a>
    );
  return <span className={look}>{run.text}</span>;
}
