import { segments } from "@/lib/gsm-text";

/** A text message, and how many parts it is sent (and paid for) as. */
export function SmsMessage({ text }: { text: string }) {
  const parts = segments(text);
  return (
    <>
      <p className="bubble">{text}</p>
      <p className="hint">
        {text.length} characters, sent as {parts} {parts === 1 ? "part" : "parts"}.
      </p>
    </>
  );
}
