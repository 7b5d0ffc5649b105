import { expect, test } from "vitest";
import type { News } from "@/db/record-event";
import { newsStream } from "./stream";

const news: News = { event: 8, version: 3, kind: "incident_updated", incident: "abcdefghijkl" };

function staged(over: { stillSignedIn?: () => Promise<boolean> } = {}) {
  let heard: ((news: News | null) => void) | null = null;
  const given = new AbortController();
  const stream = newsStream({
    newest: 7,
    enter: (one) => {
      heard = one;
      return () => {
        heard = null;
      };
    },
    stillSignedIn: over.stillSignedIn ?? (async () => true),
    signal: given.signal,
    everyMilliseconds: 5,
  })!;
  return { stream, given, call: (one: News | null) => heard?.(one), listens: () => heard !== null };
}

/** Reads until the stream has said something, or ends. */
async function readUntil(reader: ReadableStreamDefaultReader<Uint8Array>, words: string): Promise<string> {
  let text = "";
  while (!text.includes(words)) {
    const { value, done } = await reader.read();
    if (done) return `${text}(end)`;
    text += new TextDecoder().decode(value);
  }
  return text;
}

test("it says where we are, passes on what happens, and beats in between", async () => {
  const { stream, call } = staged();
  const reader = stream.getReader();
  expect(await readUntil(reader, "\n\n")).toBe('event: hello\ndata: {"event":7}\n\n');
  call(news);
  expect(await readUntil(reader, "news")).toContain(`event: news\ndata: ${JSON.stringify(news)}\n\n`);
  expect(await readUntil(reader, ": beat")).toContain(": beat\n\n");
  await reader.cancel();
});

test("it ends with the session, and says so", async () => {
  let signedIn = true;
  const { stream, listens } = staged({ stillSignedIn: async () => signedIn });
  const reader = stream.getReader();
  await readUntil(reader, ": beat");
  signedIn = false;
  expect(await readUntil(reader, "never said")).toMatch(/event: signed_out\ndata: \{\}\n\n\(end\)$/);
  expect(listens()).toBe(false);
});

test("a database that does not answer signs nobody out", async () => {
  const { stream, listens } = staged({ stillSignedIn: () => Promise.reject(new Error("gone")) });
  const reader = stream.getReader();
  await readUntil(reader, ": beat");
  expect(listens()).toBe(true);
  await reader.cancel();
});

test("who leaves is not listened for any more, whichever side ends it", async () => {
  const left = staged();
  await left.stream.cancel();
  expect(left.listens()).toBe(false);
  const aborted = staged();
  aborted.given.abort();
  expect(aborted.listens()).toBe(false);
});

test("without a place there is no stream", () => {
  const { signal } = new AbortController();
  const input = { newest: 0, enter: () => null, stillSignedIn: async () => true, signal };
  expect(newsStream(input)).toBeNull();
});
