import { join } from "node:path";
import type { Transport } from "@/communications/channels/channel";
import type { Env } from "@/lib/env";
import { mailbox } from "./mailbox";
import { resendTransport } from "./resend";
import { smtpTransport } from "./smtp";

/** Resend when there is a key, else SMTP when there is an address, else a folder that the desk can read. */
export function chooseTransport(
  env: Pick<Env, "RESEND_API_KEY" | "SMTP_URL" | "MAIL_FROM" | "DATA_DIR" | "SEND_REQUESTS_PER_SECOND">,
): Transport {
  const from = env.MAIL_FROM;
  const perSecond = env.SEND_REQUESTS_PER_SECOND || null;
  if (env.RESEND_API_KEY) return resendTransport({ apiKey: env.RESEND_API_KEY, from, perSecond });
  if (env.SMTP_URL) return smtpTransport({ url: env.SMTP_URL, from });
  return mailbox({ directory: mailboxDirectory(env), from });
}

/** No provider is set: letters leave this machine for nobody. */
export const lettersStayHere = (env: NodeJS.ProcessEnv) => !env.RESEND_API_KEY && !env.SMTP_URL;

/** Where letters lie when no provider is set. */
export const mailboxDirectory = (env: Pick<Env, "DATA_DIR">) => join(env.DATA_DIR, "mailbox");
