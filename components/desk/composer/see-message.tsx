"use client";

import { useEffect, useRef, useState } from "react";
import { channelWords } from "@/components/ui/words";
import { ask } from "./ask";
import type { Form, ReachedPerson, ShownMessage } from "./use-people";

type Props = { form: Form; person: ReachedPerson; back: () => void };

/** One person's message as it would be sent: a letter in a frame that can do nothing and its plain twin, or the text. */
export function SeeMessage({ form, person, back }: Props) {
  const [message, setMessage] = useState<ShownMessage | null>(null);
  const [silent, setSilent] = useState(false);
  const { recipientId, channel, address, name } = person;
  const asked = JSON.stringify({ ...form, recipientId, channel });
  useEffect(() => {
    let left = false;
    void ask<ShownMessage>("/desk/previews/written", JSON.parse(asked)).then((answer) => {
      if (left) return;
      if (answer.ok) setMessage(answer.result);
      else setSilent(true);
    });
    return () => {
      left = true;
    };
  }, [asked]);
  return (
    <section aria-label={`The message to ${address}`}>
      <button type="button" className="bare" onClick={back}>
        Back to the list
      </button>
      <p className="meta mt-2">
        <span>
          {channelWords[channel]} to {name ?? address}
        </span>
        <b className="text-ink">{message?.subject}</b>
      </p>
      {silent && <p role="alert">This would not reach them any more, or the desk does not answer.</p>}
      {message?.isLetter && <Letter asked={asked} />}
      {message && (
        <pre className="mail mt-3 whitespace-pre-wrap font-mono">
          {message.headers.map(([header, value]) => `${header}: ${value}\n`).join("")}
          {message.headers.length > 0 && "\n"}
          {pretty(message.text)}
        </pre>
      )}
    </section>
  );
}

/** The words of the form are nowhere yet: the frame is sent them, and gets the letter back. */
function Letter({ asked }: { asked: string }) {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => form.current?.submit(), []);
  return (
    <>
      <form
        ref={form}
        hidden
        method="post"
        action="/desk/previews/written/letter"
        encType="text/plain"
        target="written-letter"
      >
        <input type="hidden" name="asked" value={asked} />
      </form>
      <iframe
        name="written-letter"
        title="The letter as a mail program shows it"
        className="mt-3 h-[34rem] w-full border border-rule bg-white"
        sandbox="allow-popups allow-popups-to-escape-sandbox"
      />
    </>
  );
}

/** JSON with its lines set apart; other text as it is. */
function pretty(text: string): string {
  if (!/^[[{]/.test(text)) return text;
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch (error) {
    if (error instanceof SyntaxError) return text;
    throw error;
  }
}
