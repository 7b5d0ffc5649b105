/** Settings whose values are secrets: wherever one stands in a line, it is struck out. */
const secretNames = [
  ...["SECRET", "INTERNAL_TOKEN", "ENCRYPTION_KEY", "ENCRYPTION_KEYS_OLD", "CRON_SECRET", "METRICS_TOKEN"],
  ...["RESEND_API_KEY", "RESEND_WEBHOOK_SECRET", "TWILIO_AUTH_TOKEN", "VAPID_PRIVATE_KEY", "NEXTAUTH_SECRET"],
  ...["ADMIN_PASSWORD", "SECOND_ORIGIN_S3_SECRET"],
];
const shortestSecret = 8;

const rules: [RegExp, string][] = [
  // What a statement was given may be anything: words, addresses, links.
  [/params: (?:[^"\\\n]|\\(?!n).)*/g, "params: (left out)"],
  [/\b(Bearer|Basic) [\w.~+/=-]+/g, "$1 (secret)"],
  [/\bsealed1\.[\w.-]+/g, "(sealed)"],
  [/\b(?:whsec_|re_|sk-|SG\.)[\w+/=.-]{8,}/g, "(secret)"],
  // Of addresses on the web the path may be a key: the host is enough to know which one it was.
  [/\b(https?|postgres|postgresql|smtps?):\/\/(?:[^\s"'\\@/]*@)?([^\s"'\\/?#@]+)[^\s"'\\)>]*/g, "$1://$2/…"],
  [/[\w.!#$%&*+=?^`{|}~-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+/g, "(address)"],
  [/\+\d{8,15}\b/g, "(number)"],
];

/** A line for the log, without secrets and without anybody's address. `from`: the settings whose values must not show. */
export function scrub(text: string, from: NodeJS.ProcessEnv = process.env): string {
  let clean = text;
  for (const name of secretNames) {
    const value = from[name];
    if (value && value.length >= shortestSecret) clean = clean.replaceAll(value, `(${name})`);
  }
  for (const [pattern, words] of rules) clean = clean.replace(pattern, words);
  return clean;
}

/** A path without what may be somebody's link, and without its query. */
export const shownPath = (target: string): string =>
  target
    .split("?", 1)[0]!
    .split("/")
    .map((part) => (part.length > 20 ? "…" : part))
    .join("/");
