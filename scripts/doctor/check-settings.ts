import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { env } from "@/lib/env";
import { ringOf } from "@/lib/secret-box";
import { broken, type Finding, look, type Patient, well } from "./finding";

/** Whether the settings can be read, and fit each other. */
export function checkSettings({ settings }: Patient): Finding[] {
  const name = "settings";
  try {
    env();
  } catch (error) {
    return [broken(name, (error as Error).message, "Correct the setting that is named.")];
  }
  const { PUBLIC_URL = "", TRUST_PROXY } = settings;
  const findings: Finding[] = [];
  if (!PUBLIC_URL || /\/\/(localhost|127\.|\[::1\])/.test(PUBLIC_URL)) {
    findings.push(
      look(
        name,
        "PUBLIC_URL is this machine alone: links in letters lead nowhere for others.",
        "Set PUBLIC_URL to the address that readers use.",
      ),
    );
  } else if (!PUBLIC_URL.startsWith("https://")) {
    findings.push(
      look(
        name,
        "PUBLIC_URL is not https: passwords and cookies travel in the clear.",
        "Put a reverse proxy with a certificate before it, and set PUBLIC_URL to https://…",
      ),
    );
  } else if (TRUST_PROXY !== "1") {
    findings.push(
      look(
        name,
        "PUBLIC_URL is https, but TRUST_PROXY is not set: everybody seems to come from the proxy.",
        "Set TRUST_PROXY=1 if the proxy in front sets X-Forwarded-For.",
      ),
    );
  }
  return findings.length > 0 ? findings : [well(name, `Readers come to ${PUBLIC_URL}.`)];
}

/** Whether there is a key that seals secrets, and nobody else can read it. */
export function checkKey({ settings, dataDir }: Patient): Finding {
  const name = "encryption key";
  const file = join(dataDir, "encryption-key.json");
  const make = "`npm run key -- new` prints one; `npm run up` makes one by itself.";
  try {
    if (settings.ENCRYPTION_KEY) {
      ringOf(settings.ENCRYPTION_KEY, (settings.ENCRYPTION_KEYS_OLD ?? "").split(",").filter(Boolean));
      return well(name, "ENCRYPTION_KEY is a key.");
    }
    if (!existsSync(file)) {
      return look(name, "There is no key yet: secrets cannot be stored.", make);
    }
    const { key, old } = JSON.parse(readFileSync(file, "utf8")) as { key: string; old: string[] };
    ringOf(key, old);
    return old.length > 0
      ? look(
          name,
          "An older key is still kept.",
          "Start once more: everything is then sealed with the new one.",
        )
      : well(name, "It is in the data folder. Keep a copy where the backups are not.");
  } catch (error) {
    return broken(name, (error as Error).message, `Put the key back that was there before. ${make}`);
  }
}
