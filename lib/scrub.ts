/** Settings whose values are secrets: wherever one stands in a line, it is struck out. */
const secretNames = [
  ...["SECRET", "INTERNAL_TOKEN", "ENCRYPTION_KEY", "ENCRYPTION_KEYS_OLD", "CRON_SECRET", "METRICS_TOKEN"],
  ...["RESEND_API_KEY", "RESEND_WEBHOOK_SECRET", "TWILIO_AUTH_TOKEN", "VAPID_PRIVATE_KEY", "NEXTAUTH_SECRET"],
  ...["ADMIN_PASSWORD", "SECOND_ORIGIN_S3_SECRET"],
];
const shortestSecret = 8;

const rules: [RegExp, string][] = [
  // What a statement was given, and what PostgreSQL says of it, may be anything, and nobody knows where it ends.
  [
    /(params: |Failing row contains |Key \([^()]{1,200}\)=|invalid input (?:syntax|value) for [^":]{1,80}: )[\s\S]*/g,
    "$1(left out)",
  ],
  [/\b(Bearer|Basic) [\w.~+/=-]+/g, "$1 (secret)"],
  [/\bsealed1\.[\w.-]+/g, "(sealed)"],
  [/\b(?:whsec_|re_|sk-|SG\.)[\w+/=.-]{8,}/g, "(secret)"],
  // Of addresses on the web the path may be a key: the host is enough to know which one it was.
  [/\b(https?|postgres|postgresql|smtps?):\/\/(?:[^\s"'\\@/]*@)?([^\s"'\\/?#@]+)[^\s"'\\)>]*/g, "$1://$2/…"],
  [/[\w.!#$%&*+=?^`{|}~-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+/g, "(address)"],
  [/\+\d{8,15}\b/g, "(number)"],
];

/** A text for the log, without secrets and without anybody's address. `from`: the settings whose values must not show. */
export const scrub = (text: string, from: NodeJS.ProcessEnv = process.env): string => scrubberOf(from)(text);

/** The same for many texts, with the settings as they are now. */
export function scrubberOf(from: NodeJS.ProcessEnv): (text: string) => string {
  const secrets = secretNames.flatMap((name) => {
    const value = from[name];
    return value && value.length >= shortestSecret ? [{ name, value }] : [];
  });
  return (text) => {
    let clean = text;
    for (const { name, value } of secrets) clean = clean.replaceAll(value, `(${name})`);
    for (const [pattern, words] of rules) clean = clean.replace(pattern, words);
    return clean;
  };
}

/** A path without what may be somebody's link, and without its query. */
export const shownPath = (target: string): string =>
  target
    .split("?", 1)[0]!
    .split("/")
    .map((part) => (part.length > 20 ? "…" : part))
    .join("/");
