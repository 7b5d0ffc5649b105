/**
 * Said with every answer of ours, whoever gives it. Browsers then guess no types, let nobody frame us or hold on to our
 * windows, and give no device to any page; other sites learn no path of ours.
 */
export const everywhere = {
  "x-content-type-options": "nosniff",
  "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
  "cross-origin-opener-policy": "same-origin",
} as const;

/** For answers that are no pages: nothing in them may run, or be framed. */
export const machinePolicy = "default-src 'none'; frame-ancestors 'none'";

/** All that an answer says which is no page of ours, and belongs to nobody's visit. */
export const plainHeaders = (publicUrl: string): Record<string, string> => ({
  ...everywhere,
  ...httpsOnly(publicUrl),
  "content-security-policy": machinePolicy,
  "referrer-policy": "no-referrer",
});

/** Two years, as the preload list asks (hstspreload.org). Only said by who is reached by https. */
const transportSecurity = "max-age=63072000; includeSubDomains";

/** Browsers come by https alone from then on, where we are reached by it. */
export const httpsOnly = (publicUrl: string): Record<string, string> =>
  publicUrl.startsWith("https://") ? { "strict-transport-security": transportSecurity } : {};
