import { describe, expect, test } from "vitest";
import { isSecretAddress, readAddress, sealAddress } from "./sealed-address";
import { newKey, ringOf, sealSame } from "./secret-box";

const slack = "https://hooks.slack.com/services/T0/B0/s3cret";

describe("an address that is a URL", () => {
  test("is kept sealed, shows its host and no more, and reads as it was", () => {
    const kept = sealAddress(slack);
    expect(kept).toMatch(/^sealed1\.[0-9a-f]{8}\.[\w-]+#hooks\.slack\.com$/);
    expect(kept).not.toContain("s3cret");
    expect(readAddress(kept)).toBe(slack);
  });

  test("is the same text each time, so that nobody is there twice", () => {
    expect(sealAddress(slack)).toBe(sealAddress(slack));
    expect(sealAddress(slack)).not.toBe(sealAddress(`${slack}x`));
  });

  test("with another key leads nowhere, and fails alone", () => {
    const lost = `${sealSame(slack, "address", ringOf(newKey()))}#hooks.slack.com`;
    expect(readAddress(lost)).toMatch(/^https:\/\/unreadable\.invalid\/[0-9a-f]{8}$/);
  });

  test("from before there was a key is read as it is", () => {
    expect(readAddress(slack)).toBe(slack);
  });
});

test.each(["a@example.com", "+14155550100", '{"endpoint":"https://push.example/x"}', "erased:aaaaaaaaaaaa"])(
  "%s is no secret and is kept as it is",
  (address) => {
    expect(isSecretAddress(address)).toBe(false);
    expect(sealAddress(address)).toBe(address);
    expect(readAddress(address)).toBe(address);
  },
);
