import { mkdtemp, readdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Message } from "@/communications/channels/channel";
import { chooseTransport } from "./choose";
import { listLetters, mailbox, readLetter } from "./mailbox";
import { resendTransport } from "./resend";
import { smtpTransport } from "./smtp";
import { startResendDouble } from "./testing/resend-double";
import { startSmtpSink } from "./testing/smtp-sink";

const from = "Status <status@sender.example>";
const letter = (to: string): Message => ({
  id: `update.${to.split("@")[0]}`,
  to,
  subject: "Checkout: degraded",
  html: "<p>Slow</p>",
  text: "Slow",
  headers: { "List-Unsubscribe": "<https://status.example/leave/x>" },
});
const two = [letter("ana@x.example"), letter("bo@x.example")];
const kinds = (outcomes: { kind: string }[]) => outcomes.map(({ kind }) => kind);

describe("Resend", () => {
  let double: Awaited<ReturnType<typeof startResendDouble>>;
  const transport = (timeoutMilliseconds?: number) =>
    resendTransport({ apiKey: "re_test", from, baseUrl: double.url, timeoutMilliseconds });
  beforeEach(async () => {
    double = await startResendDouble();
  });
  afterEach(() => double.close());

  test("takes a batch with each letter's own headers", async () => {
    expect(kinds(await transport().hand(two, "k"))).toEqual(["accepted", "accepted"]);
    expect(double.delivered.map(({ to }) => to)).toEqual([["ana@x.example"], ["bo@x.example"]]);
    expect(double.delivered[0]?.headers).toEqual(two[0]?.headers);
    expect(double.calls[0]?.key).toBe("k");
  });

  test("one bad address fails alone, and the others keep their own ids", async () => {
    double.bad.add("ana@x.example");
    const outcomes = await transport().hand([...two, letter("cy@x.example")], "k");
    expect(outcomes[0]).toEqual({ kind: "refused", reason: "Invalid `to` field.", gone: false });
    expect(outcomes[1]).toMatchObject({ kind: "accepted", providerId: expect.stringMatching(/1$/) });
    expect(outcomes[2]).toMatchObject({ kind: "accepted", providerId: expect.stringMatching(/2$/) });
  });

  test("a lost answer is tried again with the same key and bytes, and delivered once", async () => {
    double.mishaps.push("lostAnswer");
    expect(kinds(await transport().hand(two, "k"))).toEqual(["tryAgain", "tryAgain"]);
    expect(kinds(await transport().hand(two, "k"))).toEqual(["accepted", "accepted"]);
    expect(double.delivered).toHaveLength(2);
    expect(double.calls[0]).toEqual(double.calls[1]);
  });

  test("another body under the same key is refused, not sent", async () => {
    await transport().hand(two, "k");
    expect(kinds(await transport().hand([letter("cy@x.example")], "k"))).toEqual(["refused"]);
    expect(double.delivered).toHaveLength(2);
  });

  test.each([
    ["rate limit", { status: 429, retryAfter: 7, name: "rate_limit_exceeded" } as const, 7, "rate"],
    ["quota", { status: 429, name: "daily_quota_exceeded" } as const, 3600, "quota"],
    ["fault of theirs", { status: 503 } as const, null, "fault"],
    ["wrong key", { status: 401, name: "invalid_api_key" } as const, 60, "key"],
    ["call in flight", { status: 409, name: "concurrent_idempotent_requests" } as const, 2, undefined],
    ["answer that is no JSON", "notJson" as const, null, "fault"],
    ["broken connection", "reset" as const, null, "fault"],
  ])(
    "after a %s we try again, and everything rests when it was not the letters' matter",
    async (_, mishap, retryAfterSeconds, rest) => {
      double.mishaps.push(mishap);
      const outcomes = await transport().hand(two, "k");
      const again = { kind: "tryAgain", reason: expect.any(String), retryAfterSeconds, rest };
      expect(outcomes).toEqual([again, again]);
      expect(double.delivered).toEqual([]);
    },
  );

  test("a provider that hangs is given up on", async () => {
    double.mishaps.push("hang");
    expect(kinds(await transport(50).hand(two, "k"))).toEqual(["tryAgain", "tryAgain"]);
  });

  test("a refused batch is not called sent", async () => {
    double.mishaps.push({ status: 422, name: "validation_error" });
    expect(kinds(await transport().hand(two, "k"))).toEqual(["refused", "refused"]);
  });
});

describe("SMTP", () => {
  let sink: Awaited<ReturnType<typeof startSmtpSink>>;
  const hand = (letters = [two[0]!]) =>
    smtpTransport({ url: sink.url, from, timeoutMilliseconds: 2000 }).hand(letters, "k");
  beforeEach(async () => {
    sink = await startSmtpSink();
  });
  afterEach(() => sink.close());

  test("takes letters over one connection, with both twins, headers and a Message-ID that stays the same", async () => {
    expect(kinds(await hand(two))).toEqual(["accepted", "accepted"]);
    await hand();
    expect(sink.taken.map(({ to }) => to)).toEqual(["ana@x.example", "bo@x.example", "ana@x.example"]);
    expect(sink.taken[0]?.source).toContain("<p>Slow</p>");
    expect(sink.taken[0]?.source).toContain("List-Unsubscribe: <https://status.example/leave/x>");
    for (const at of [0, 2])
      expect(sink.taken[at]?.source).toContain("Message-ID: <update.ana@sender.example>");
  });

  test("a bad address fails alone", async () => {
    sink.bad.add("ana@x.example");
    expect(kinds(await hand(two))).toEqual(["refused", "accepted"]);
  });

  test("a busy server is tried again, one that refuses is not", async () => {
    sink.mishaps.push("busy", "refuse");
    expect(kinds(await hand(two))).toEqual(["tryAgain", "refused"]);
    expect(sink.taken).toEqual([]);
  });

  test("a connection lost before the letter is safe to try again; after it, we are unsure", async () => {
    sink.mishaps.push("hangUpEarly");
    expect(kinds(await hand())).toEqual(["tryAgain"]);
    sink.mishaps.push("loseAnswer");
    expect(kinds(await hand())).toEqual(["unsure"]);
  });

  test("a server that is not there is tried again", async () => {
    await sink.close();
    expect(kinds(await hand())).toEqual(["tryAgain"]);
  });
});

describe("the mailbox", () => {
  test("keeps letters that the desk can list and read, and a retry adds none", async () => {
    const directory = await mkdtemp(join(tmpdir(), "mailbox-"));
    const transport = mailbox({ directory, from });
    await transport.hand(two, "k");
    const again = await transport.hand(two, "k");
    expect(kinds(again)).toEqual(["accepted", "accepted"]);
    expect(await readdir(directory)).toHaveLength(2);
    const lines = await listLetters(directory, { limit: 10, to: "bo@x.example" });
    expect(lines).toMatchObject([{ to: "bo@x.example", subject: "Checkout: degraded" }]);
    expect(await readLetter(directory, lines[0]!.id)).toEqual({ ...two[1], from });
  });

  test("opens no file but its letters, and an absent folder is empty", async () => {
    expect(await readLetter("/", "../etc/passwd")).toBeNull();
    expect(await listLetters(join(tmpdir(), "no-such-folder"), { limit: 5 })).toEqual([]);
  });

  test("a folder that cannot be written is tried again, not called sent", async () => {
    const transport = mailbox({ directory: "/dev/null/mailbox", from });
    expect(kinds(await transport.hand(two, "k"))).toEqual(["tryAgain", "tryAgain"]);
  });
});

test("a Resend key goes before SMTP, and with neither letters stay on this machine", () => {
  const settings = {
    MAIL_FROM: from,
    DATA_DIR: "data",
    RESEND_API_KEY: "re_x",
    SMTP_URL: "smtp://127.0.0.1:1",
    SEND_REQUESTS_PER_SECOND: 5,
  };
  expect(chooseTransport(settings).name).toBe("resend");
  expect(chooseTransport({ ...settings, RESEND_API_KEY: undefined }).name).toBe("smtp");
  expect(chooseTransport({ ...settings, RESEND_API_KEY: undefined, SMTP_URL: undefined }).name).toBe(
    "mailbox",
  );
});
