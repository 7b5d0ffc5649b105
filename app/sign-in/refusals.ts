import { waitWords } from "@/lib/wait-words";

const refusals: Record<string, string> = {
  CredentialsSignin: "This email and this password do not fit together. Check both and try again.",
  Verification: "This link was used already, or its 10 minutes are over. Ask for a new one.",
  AccessDenied: "This account cannot sign in. Ask an owner.",
  Unavailable: "We cannot reach our database, so nobody can sign in. The status page is not touched by that.",
  EmailSignin: "Write a whole email address, like name@company.example.",
  SessionRequired: "Sign in first.",
};

/** Why next-auth sent somebody back, in words; null when nothing went wrong. */
export function signInRefusal(error: string | undefined): string | null {
  if (!error) return null;
  const wait = /^TooManyAttempts\.(\d{1,6})$/.exec(error)?.[1];
  if (wait) return tooMany(waitWords(Math.ceil(Number(wait) / 60)));
  return refusals[error] ?? "That did not work. Nothing changed: try again.";
}

const tooMany = (wait: string) =>
  `Too many tries. Try again in ${wait}, or have a sign-in link mailed to you: it works at once.`;
