import { expect, test } from "vitest";
import { keyIdOf, newKey, ringOf, SealedFault, seal, sealedPrefix, sealSame, unseal } from "./secret-box";

const [first, second] = [newKey(), newKey()];
const ring = ringOf(first);
const secret = "https://hooks.slack.com/services/T0/B0/s3cret — größer";

test("what is sealed can be read with the key, and shows nothing without it", () => {
  for (const sealed of [seal(secret, "address", ring), sealSame(secret, "address", ring)]) {
    expect(unseal(sealed, "address", ring)).toBe(secret);
    expect(sealed).not.toContain("slack");
    expect(sealed.startsWith(sealedPrefix(ring))).toBe(true);
  }
});

test("an empty secret is one too", () => {
  expect(unseal(seal("", "address", ring), "address", ring)).toBe("");
});

test("sealing twice shows nothing of its being the same, unless that was asked for", () => {
  expect(seal(secret, "totp", ring)).not.toBe(seal(secret, "totp", ring));
  expect(sealSame(secret, "address", ring)).toBe(sealSame(secret, "address", ring));
  expect(sealSame(secret, "address", ring)).not.toBe(sealSame(`${secret}.`, "address", ring));
});

test("a secret for one thing cannot be read as another's", () => {
  const sealed = seal(secret, "totp", ring);
  expect(() => unseal(sealed, "oidc", ring)).toThrow(SealedFault);
});

test("a changed letter is noticed", () => {
  const sealed = seal(secret, "totp", ring);
  const at = sealed.length - 30;
  const changed = sealed.slice(0, at) + (sealed[at] === "A" ? "B" : "A") + sealed.slice(at + 1);
  expect(() => unseal(changed, "totp", ring)).toThrow(SealedFault);
  expect(() => unseal(sealed.slice(0, 25), "totp", ring)).toThrow(SealedFault);
});

test("after a rotation the old key still opens, and the new one seals", () => {
  const old = seal(secret, "totp", ring);
  const both = ringOf(second, [first]);
  expect(unseal(old, "totp", both)).toBe(secret);
  expect(keyIdOf(seal(secret, "totp", both))).not.toBe(keyIdOf(old));
});

test("without the old key the fault names it, and never the secret", () => {
  const old = seal(secret, "totp", ring);
  const fault = (() => {
    try {
      return unseal(old, "totp", ringOf(second));
    } catch (error) {
      return error as SealedFault;
    }
  })() as SealedFault;
  expect(fault.keyId).toBe(keyIdOf(old));
  expect(fault.message).toContain(keyIdOf(old));
  expect(fault.message).not.toContain(first);
});

test("a row from before there was a key is read as it is", () => {
  expect(unseal(secret, "address", ring)).toBe(secret);
  expect(keyIdOf(secret)).toBeNull();
});

test.each(["short", "", `${newKey()}AAAA`])("%j is no key, and the refusal does not repeat it", (text) => {
  expect(() => ringOf(text)).toThrow("ENCRYPTION_KEY must be 32 bytes in base64.");
});
