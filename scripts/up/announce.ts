import type { SignIn } from "./first-sign-in";
import type { Settings } from "./settings";

type News = {
  settings: Settings;
  /** Where the front stands when it is not on the public port (developing). */
  frontUrl: string | null;
  /** Null when everybody has a password of their own. */
  signIn: SignIn | null;
};

/** What a person wants to know once everything runs: where it is, and how to get in the first time. */
export function announcement({ settings, frontUrl, signIn }: News): string {
  const { publicUrl, adminPassword } = settings;
  // A password that was given is known; printing it would only spread it.
  const password = adminPassword ? "(your ADMIN_PASSWORD)" : signIn?.password;
  const lines = [
    `The status page   ${publicUrl}`,
    ...(frontUrl ? [`As readers get it ${frontUrl}`] : []),
    `The desk          ${publicUrl}/desk`,
    ...(signIn ? [`First sign-in     ${signIn.email}   ${password}`] : []),
    "Ctrl-C stops everything.",
  ];
  return `\n${lines.join("\n")}\n`;
}
