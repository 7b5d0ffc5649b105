import { waitWords } from "@/lib/wait-words";

const refusals = new Map(
  Object.entries({
    CredentialsSignin: "This email and this password do not fit together. Check both and try again.",
    Verification: "This link was used already, or its 10 minutes are over. Ask for a new one.",
    AccessDenied: "This account cannot sign in. Ask an owner.",
    Unavailable:
      "We cannot reach our database, so nobody can sign in. The status page is not touched by that.",
    EmailSignin: "Write a whole email address, like name@company.example.",
    SessionRequired: "Sign in first.",
    NameOrPassword: "Write your name, and a password of at least 12 characters.",
    WrongCode: "This code does not fit, or was used already. Wait for the next one, and type that.",
  }),
);

/** Why next-auth sent somebody back, in words; null when nothing went wrong. */
export function signInRefusal(error: string | undefined): string | null {
  if (!error) return null;
  const [, what, seconds] = /^(TooManyAttempts|TooManyCodes)\.(\d{1,6})$/.exec(error) ?? [];
  const wait = waitWords(Math.ceil(Number(seconds) / 60));
  if (what === "TooManyCodes") return `Too many tries. Try again in ${wait}.`;
  if (what) return tooMany(wait);
  return refusals.get(error) ?? "That did not work. Nothing changed: try again.";
}

const tooMany = (wait: string) =>
  `Too many tries. Try again in ${wait}, or have a sign-in link mailed to you: it works at once.`;
