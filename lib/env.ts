import { availableParallelism } from "node:os";
import { z } from "zod";
import { parseAllowed } from "./outbound-address";

const blankIsAbsent = (value: unknown) => (value === "" ? undefined : value);
const optional = z.preprocess(blankIsAbsent, z.string().optional());
const withDefault = (fallback: string) => z.preprocess(blankIsAbsent, z.string().default(fallback));

const Env = z.object({
  DATABASE_URL: optional,
  POSTGRES_URL: optional,
  /** How readers reach us: links in letters and feeds start with it. No trailing slash. */
  PUBLIC_URL: withDefault("http://localhost:3000").transform((url) => url.replace(/(?<!\/)\/+$/, "")),
  /** Where the app listens for the front and the worker. */
  APP_URL: withDefault("http://127.0.0.1:3001"),
  /** The front's control listener; absent where a platform's ISR cache stands in for the front. */
  FRONT_CONTROL_URL: optional,
  /** How many processes serve readers: 1 is enough for tens of thousands a second; `auto` is one for each core. */
  FRONT_PROCESSES: z.preprocess(
    (value) => (value === "auto" ? availableParallelism() : blankIsAbsent(value)),
    z.coerce.number().int().min(1).max(64).default(1),
  ),
  INTERNAL_TOKEN: optional,
  SECRET: optional,
  /** Seals secrets in the database (lib/secret-box.ts): 32 bytes in base64. */
  ENCRYPTION_KEY: optional,
  /** Keys before it that may still open what they sealed, with commas between. */
  ENCRYPTION_KEYS_OLD: withDefault("").transform((list) => list.split(",").filter((key) => key.trim())),
  /** `0`: addresses are stored as they are, for a version before sealing that still runs beside us. */
  SEAL_ADDRESSES: z
    .preprocess(blankIsAbsent, z.enum(["0", "1"]).default("1"))
    .transform((text) => text === "1"),
  /** What a platform's clock carries to `/api/tick`; INTERNAL_TOKEN opens it as well. */
  CRON_SECRET: optional,
  DATA_DIR: withDefault(".data"),
  /** Where Prometheus asks (`127.0.0.1:9464`); absent: nowhere but our own processes' door. */
  METRICS_ADDRESS: z.preprocess(
    blankIsAbsent,
    z
      .string()
      .regex(/^(?:\[[0-9a-f:]+\]|[\w.-]+):\d{1,5}$/i)
      .optional(),
  ),
  /** What Prometheus must bring; without it METRICS_ADDRESS must be this machine's alone. */
  METRICS_TOKEN: optional,
  /** A folder that keeps a copy of every publication as plain files. */
  SECOND_ORIGIN_DIR: optional,
  /** The same in S3-compatible storage: the bucket's address in path style, with a prefix if wanted. */
  SECOND_ORIGIN_S3_URL: z.preprocess(blankIsAbsent, z.url({ protocol: /^https?$/ }).optional()),
  SECOND_ORIGIN_S3_REGION: withDefault("us-east-1"),
  SECOND_ORIGIN_S3_KEY_ID: optional,
  SECOND_ORIGIN_S3_SECRET: optional,
  MAIL_FROM: withDefault("Status <status@localhost>"),
  RESEND_API_KEY: optional,
  /** Signs what Resend tells us of letters afterwards (`whsec_…`). */
  RESEND_WEBHOOK_SECRET: optional,
  SMTP_URL: optional,
  /** How long after publishing nothing leaves and an update can be undone. 0: at once. */
  UNDO_SECONDS: z.preprocess(blankIsAbsent, z.coerce.number().int().min(0).max(600).default(10)),
  /** The storm guard: messages that one recipient gets within an hour; more is held back and merged. */
  MESSAGES_PER_HOUR: z.preprocess(blankIsAbsent, z.coerce.number().int().min(1).default(6)),
  /** Provider requests a second that all workers together may make (Resend's page says 5 for a team). 0: no limit. */
  SEND_REQUESTS_PER_SECOND: z.preprocess(blankIsAbsent, z.coerce.number().min(0).default(5)),
  /** One's own network that webhooks and chats may reach: CIDRs, addresses and host names with commas between. */
  OUTBOUND_ALLOW: withDefault("").transform((list, { addIssue }) => {
    try {
      return parseAllowed(list);
    } catch (error) {
      addIssue({ code: "custom", message: (error as Error).message });
      return z.NEVER;
    }
  }),
  TWILIO_ACCOUNT_SID: optional,
  TWILIO_AUTH_TOKEN: optional,
  /** The number that messages come from (`+14155550100`), or a messaging service (`MG…`). */
  TWILIO_FROM: optional,
  TWILIO_BASE_URL: withDefault("https://api.twilio.com"),
  /** Messages a second that all workers together hand to Twilio. 0: no limit. */
  SMS_PER_SECOND: z.preprocess(blankIsAbsent, z.coerce.number().min(0).default(10)),
  /** Sign browser push (RFC 8292). Without them browsers cannot subscribe. */
  VAPID_PUBLIC_KEY: optional,
  VAPID_PRIVATE_KEY: optional,
});
export type Env = z.infer<typeof Env>;

let parsed: Env | undefined;

/** The configuration of this process, read once. Throws with the variable's name when one is unusable. */
export function env(): Env {
  if (!parsed) {
    const result = Env.safeParse(process.env);
    if (!result.success) throw new Error(`Configuration: ${z.prettifyError(result.error)}`);
    parsed = result.data;
  }
  return parsed;
}

/** The database's address. Throws when neither name is set. */
export function databaseUrl(): string {
  const url = env().DATABASE_URL ?? env().POSTGRES_URL;
  if (!url) throw new Error("Set DATABASE_URL or POSTGRES_URL, or start with `npm run up`.");
  return url;
}

/** A secret that must be there. Throws with its name when it is missing. */
export function secret(name: "SECRET" | "INTERNAL_TOKEN"): string {
  const value = env()[name];
  if (!value) throw new Error(`Set ${name} to a long random string, or start with \`npm run up\`.`);
  return value;
}
