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
    SsoOnly: "Here one comes in by the company's sign-in. Use the button for it.",
    SsoNoEmail: "Your company's sign-in did not tell us your email address. Ask whoever runs it.",
    SsoUnverified:
      "Your company's sign-in does not say that your email address is yours. Ask whoever runs it.",
    SsoDomain: "Your company's sign-in does not speak for your email address. Ask an owner.",
    SsoNoRole: "You are known there, but nothing here is open to you. Ask an owner.",
    OAuthSignin: "Your company's sign-in cannot be reached. Try again in a moment.",
    OAuthCallback: "Your company's sign-in did not let you through, or it took too long. Try again.",
    OAuthAccountNotLinked: "Somebody else is signed in at this browser. Sign out first.",
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
