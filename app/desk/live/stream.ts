import type { News } from "@/db/record-event";

/** A beat so often: proxies keep the connection open, and the session is looked at again. */
export const beatMilliseconds = 15_000;

export type StreamInput = {
  /** The newest event when it began, for what happened before. */
  newest: number;
  enter: (heard: (news: News | null) => void) => (() => void) | null;
  /** Asked at each beat: whether the person is still signed in. */
  stillSignedIn: () => Promise<boolean>;
  /** Ends it from the other side. */
  signal: AbortSignal;
  everyMilliseconds?: number;
};

/**
 * Server-sent events for one desk: `hello` with the newest event, `news` for each that commits, `signed_out` before it
 * closes with the session. Null: there is no place for it.
 */
export function newsStream(input: StreamInput): ReadableStream<Uint8Array> | null {
  const { newest, enter, stillSignedIn, signal, everyMilliseconds = beatMilliseconds } = input;
  const encoder = new TextEncoder();
  let controller: ReadableStreamDefaultController<Uint8Array> | null = null;
  let beat: NodeJS.Timeout | undefined;
  const say = (text: string) => controller?.enqueue(encoder.encode(text));
  const tell = (event: string, data: object) => say(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
  const leave = enter((news) => tell("news", news ?? {}));
  if (!leave) return null;

  function end(): void {
    clearInterval(beat);
    leave!();
    signal.removeEventListener("abort", end);
    const open = controller;
    controller = null;
    // Closing what the reader has closed already throws, and changes nothing.
    if (open && !signal.aborted) open.close();
  }
  async function look(): Promise<void> {
    // A database that does not answer signs nobody out: the next beat asks again.
    const signedIn = await stillSignedIn().catch(() => true);
    if (!controller) return;
    if (signedIn) return say(": beat\n\n");
    tell("signed_out", {});
    end();
  }

  return new ReadableStream<Uint8Array>({
    start(opened) {
      controller = opened;
      tell("hello", { event: newest });
      beat = setInterval(() => void look(), everyMilliseconds);
      signal.addEventListener("abort", end);
      if (signal.aborted) end();
    },
    cancel() {
      controller = null;
      end();
    },
  });
}
