import { Readable } from "node:stream";
import MailComposer from "nodemailer/lib/mail-composer";
import { parseConnectionUrl } from "nodemailer/lib/shared";
import SMTPConnection from "nodemailer/lib/smtp-connection";
import type { Message, Outcome, Transport } from "@/communications/channels/channel";

type Fault = SMTPConnection.SMTPError;

/**
 * SMTP has no idempotency keys. A fault before the first byte of the letter is safe to try again; one after it,
 * without an answer, may hide a delivery and is `unsure`. That line is why this speaks to nodemailer's
 * connection and not to its transporter, which does not tell the two apart. The Message-ID is the same on
 * every try, so that a receiver can recognise a letter that was taken twice.
 */
export function smtpTransport({
  url,
  from,
  timeoutMilliseconds = 20_000,
}: {
  url: string;
  from: string;
  timeoutMilliseconds?: number;
}): Transport {
  const open = () => connect(url, timeoutMilliseconds);
  let waiting: { connection: SMTPConnection; timer: NodeJS.Timeout } | null = null;

  function take(): Promise<SMTPConnection> {
    const kept = waiting;
    waiting = null;
    if (!kept) return open();
    clearTimeout(kept.timer);
    // A kept connection may have been closed by the other side without our noticing: ask before using it.
    return new Promise((resolve) =>
      kept.connection.reset((fault) => resolve(fault ? open() : kept.connection)),
    );
  }

  function giveBack(connection: SMTPConnection): void {
    if (waiting) {
      connection.quit();
      return;
    }
    const timer = setTimeout(() => {
      waiting = null;
      connection.quit();
    }, idleMilliseconds).unref();
    waiting = { connection, timer };
  }

  return {
    name: "smtp",
    messagesPerCall: 1,
    remembersKeys: false,
    perSecond: null,
    shared: true,
    triesMax: null,
    async hand(letters) {
      const outcomes: Outcome[] = [];
      for (const letter of letters) {
        const connection = await take().catch((fault: Fault) => fault);
        if (connection instanceof Error) {
          outcomes.push(again(connection));
          continue;
        }
        const outcome = await sendOver(connection, letter, from);
        outcomes.push(outcome);
        if (outcome.kind === "accepted") giveBack(connection);
        else connection.close();
      }
      return outcomes;
    },
  };
}

const idleMilliseconds = 5_000;

const again = (fault: Fault): Outcome => ({
  kind: "tryAgain",
  reason: fault.response ?? fault.message,
  retryAfterSeconds: fault.responseCode ? 60 : null,
  // 4yz to a recipient is that recipient's matter; a server that does not answer, or not our password, is everybody's.
  ...(!fault.responseCode && { rest: "fault" as const }),
  ...(fault.responseCode === 535 && { rest: "key" as const }),
});

function connect(url: string, timeoutMilliseconds: number): Promise<SMTPConnection> {
  const options = parseConnectionUrl(url) as SMTPConnection.Options & {
    auth?: { user: string; pass: string };
  };
  const connection = new SMTPConnection({
    ...options,
    connectionTimeout: timeoutMilliseconds,
    greetingTimeout: timeoutMilliseconds,
    socketTimeout: timeoutMilliseconds,
  });
  return new Promise((resolve, reject) => {
    // Stays for the connection's life: a fault nobody listens to ends the process.
    connection.on("error", reject);
    connection.once("end", () => reject(new Error("The mail server closed the connection")));
    connection.connect(() => {
      const { auth } = options;
      if (!auth?.user) return resolve(connection);
      const credentials = { user: auth.user, pass: auth.pass };
      connection.login({ ...auth, credentials }, (fault) => (fault ? reject(fault) : resolve(connection)));
    });
  });
}

async function sendOver(connection: SMTPConnection, letter: Message, from: string): Promise<Outcome> {
  const message = new MailComposer({
    from,
    to: letter.to,
    subject: letter.subject,
    html: letter.html ?? undefined,
    text: letter.text,
    headers: letter.headers,
    messageId: `<${letter.id}@${domainOf(from)}>`,
  }).compile();
  const bytes = await message.build();
  let begun = false;
  const stream = new Readable({
    read() {
      begun = true;
      this.push(bytes);
      this.push(null);
    },
  });
  const envelope = message.getEnvelope();
  return new Promise((resolve) => {
    const lost = () => resolve(outcomeOf(new Error("The mail server closed the connection"), begun));
    connection.once("end", lost);
    connection.send({ from: envelope.from || "", to: envelope.to }, stream, (fault, info) => {
      connection.off("end", lost);
      resolve(fault ? outcomeOf(fault, begun) : { kind: "accepted", providerId: info.response });
    });
  });
}

/** RFC 5321: 5yz is final, 4yz asks for another try, silence after the data tells nothing. */
function outcomeOf(fault: Fault, begun: boolean): Outcome {
  const code = fault.responseCode ?? 0;
  if (code >= 500) {
    const reason = fault.response ?? fault.message;
    return { kind: "refused", reason, gone: noSuchMailbox.test(reason) };
  }
  if (code >= 400 || !begun) return again(fault);
  return {
    kind: "unsure",
    reason: `The mail server did not say whether it took the letter: ${fault.message}`,
  };
}

/** RFC 3463: 5.1.x says that the address is the fault; servers without such codes say it with 550 or 553 and words. */
const noSuchMailbox = /\b5\.1\.[0-9]+\b|^55[03]\b.*\b(?:no such|unknown|not exist|not found|unavailable)\b/i;

const domainOf = (from: string) => /@([^>\s]+)/.exec(from)?.[1] ?? "localhost";
