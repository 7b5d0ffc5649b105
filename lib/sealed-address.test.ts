import { describe, expect, test, vi } from "vitest";
import webPush from "web-push";
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

  test("is kept as it is while a version that cannot open it may run, and what is sealed is read all the same", async () => {
    const kept = sealAddress(slack);
    vi.resetModules();
    vi.stubEnv("SEAL_ADDRESSES", "0");
    const later = await import("./sealed-address");
    expect(later.sealAddress(slack)).toBe(slack);
    expect(later.readAddress(kept)).toBe(slack);
    vi.unstubAllEnvs();
  });
});

const browser = JSON.stringify({
  endpoint: "https://push.example/send/s3cret",
  keys: {
    p256dh: "BNcRdreALRFXTkOOUHK1EtK2wtaz5Ry4YfYCA_0QTpQtUbVlUls0VJXg7A8u-Ts1XbjhazAkj7I99e8QcYP7DkM",
    auth: "tBHItJI5svbpez7KI4CCXg",
  },
});

describe("a browser's push subscription", () => {
  test("is kept sealed, with the host of its push service and no more, and reads as it was", () => {
    const kept = sealAddress(browser);
    expect(kept).toMatch(/^sealed1\.[0-9a-f]{8}\.[\w-]+#push\.example#push$/);
    expect(kept).toBe(sealAddress(browser));
    expect(readAddress(kept)).toBe(browser);
  });

  test("with another key is one that a message can be written to, and that leads nowhere", () => {
    const lost = `${sealSame(browser, "address", ringOf(newKey()))}#push.example#push`;
    const read = readAddress(lost);
    const subscription = JSON.parse(read);
    expect(subscription.endpoint).toMatch(/^https:\/\/unreadable\.invalid\/[0-9a-f]{8}$/);
    const { publicKey, privateKey } = webPush.generateVAPIDKeys();
    const vapidDetails = { subject: "mailto:a@b.example", publicKey, privateKey };
    expect(webPush.generateRequestDetails(subscription, "words", { vapidDetails }).endpoint).toBe(
      subscription.endpoint,
    );
    expect(read).not.toContain("s3cret");
  });

  test("from before it was sealed is read as it is", () => expect(readAddress(browser)).toBe(browser));

  test("that is none is kept sealed all the same", () => {
    const broken = '{"endpoint":"x';
    expect(readAddress(sealAddress(broken))).toBe(broken);
  });
});

test.each(["a@example.com", "+14155550100", "erased:aaaaaaaaaaaa"])(
  "%s is no secret and is kept as it is",
  (address) => {
    expect(isSecretAddress(address)).toBe(false);
    expect(sealAddress(address)).toBe(address);
    expect(readAddress(address)).toBe(address);
  },
);
