import { Secret, TOTP } from "otpauth";

/** What every authenticator app understands: SHA-1, six digits, half a minute. */
const shape = { algorithm: "SHA1", digits: 6, period: 30 } as const;
/** A phone's clock may be one step off. */
const stepsOff = 1;

/** A new secret, in base32: 160 bits (RFC 4226, 4). */
export const newSecret = () => new Secret({ size: 20 }).base32;

/** What the picture holds that a phone reads. */
export const addressOf = (secret: string, { issuer, label }: { issuer: string; label: string }) =>
  new TOTP({ ...shape, issuer, label, secret: Secret.fromBase32(secret) }).toString();

/** The time step that a code belongs to; null: it is none of this moment's. */
export function stepOf(secret: string, code: string, now: Date): number | null {
  const delta = TOTP.validate({
    ...shape,
    token: code,
    secret: Secret.fromBase32(secret),
    timestamp: now.getTime(),
    window: stepsOff,
  });
  return delta === null ? null : Math.floor(now.getTime() / (shape.period * 1000)) + delta;
}

/** The code of a moment. For tests, and for nobody else. */
export const codeAt = (secret: string, now: Date) =>
  TOTP.generate({ ...shape, secret: Secret.fromBase32(secret), timestamp: now.getTime() });
