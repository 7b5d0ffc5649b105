/** What each secret is sealed as: opened as anything else it is refused. */
export const sealedAs = { totp: "totp", clientSecret: "client secret" } as const;
