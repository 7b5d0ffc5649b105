import { createHmac, timingSafeEqual } from "node:crypto";

/** A working day: whoever opens the page in the morning reads it in the evening. */
export const privateSessionHours = 12;

type Session = { audienceId: string; subscriberId: string };

/** A session's value for the cookie: who, until when, and our signature (HMAC-SHA256) over both and the audience. */
export function signSession({ audienceId, subscriberId }: Session, now: Date, secret: string): string {
  const until = now.getTime() + privateSessionHours * 60 * 60 * 1000;
  return `${subscriberId}.${until}.${signature(audienceId, subscriberId, until, secret)}`;
}

/** Whose session a cookie's value is, for this audience; null when it is forged, ended, or another audience's. */
export function openSession(value: string, audienceId: string, now: Date, secret: string): string | null {
  const [subscriberId = "", time = "", given = ""] = value.split(".");
  const until = Number(time);
  const expected = Buffer.from(signature(audienceId, subscriberId, until, secret));
  const signed = Buffer.from(given);
  const ours = signed.length === expected.length && timingSafeEqual(signed, expected);
  return ours && until > now.getTime() ? subscriberId : null;
}

const signature = (audienceId: string, subscriberId: string, until: number, secret: string) =>
  createHmac("sha256", secret)
    .update(`drawbridge private page ${audienceId} ${subscriberId} ${until}`)
    .digest("base64url");
