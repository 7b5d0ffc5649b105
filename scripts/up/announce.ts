type News = {
  url: string;
  /** Where the front stands when it is not on the public port (developing). */
  frontUrl: string | null;
  seeded: boolean;
  dataDir: string;
  adminEmail: string;
  adminPassword: string;
};

/** Says where everything is, and how to get in the first time. */
export function announce({ url, frontUrl, seeded, dataDir, adminEmail, adminPassword }: News): void {
  const lines = [
    `The status page   ${url}`,
    ...(frontUrl ? [`As readers get it ${frontUrl}`] : []),
    `The desk          ${url}/desk`,
    seeded
      ? `First sign-in     ${adminEmail}   ${adminPassword}`
      : `First sign-in     ${adminEmail}   (a password we made is in ${dataDir}/secrets.json)`,
    "Ctrl-C stops everything.",
  ];
  console.log(`\n${lines.join("\n")}\n`);
}
