import type { Message } from "@/communications/channels/channel";

/** A message exactly as it was handed over: markup in a frame that can do nothing, its plain twin, or its JSON. */
export function DeliveryMessage({
  message,
  frame,
}: {
  message: Pick<Message, "to" | "subject" | "text" | "headers">;
  /** Where the HTML is served; null on channels without markup. */
  frame: string | null;
}) {
  const headers = Object.entries(message.headers);
  return (
    <section className="sec">
      <h2>
        The message <small>as it was handed over</small>
      </h2>
      <p className="meta mt-2">
        <span>to {message.to}</span>
        <b className="text-ink">{message.subject}</b>
      </p>
      {headers.length > 0 && (
        <pre className="s mute mt-2 whitespace-pre-wrap font-mono">
          {headers.map(([name, value]) => `${name}: ${value}`).join("\n")}
        </pre>
      )}
      <div className={frame ? "twins" : undefined}>
        {frame && (
          <iframe
            title="The letter as a mail program shows it"
            className="mt-3 h-[44rem] w-full border border-rule bg-white"
            // No scripts and no origin: links open in a tab of their own.
            sandbox="allow-popups allow-popups-to-escape-sandbox"
            src={frame}
          />
        )}
        <pre className="mail whitespace-pre-wrap font-mono">{prettyText(message.text)}</pre>
      </div>
    </section>
  );
}

/** JSON with its lines set apart; other text as it is. */
export function prettyText(text: string): string {
  if (!text.startsWith("{") && !text.startsWith("[")) return text;
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch (error) {
    if (error instanceof SyntaxError) return text;
    throw error;
  }
}
