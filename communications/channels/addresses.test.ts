import { expect, test } from "vitest";
import { parseAllowed } from "@/lib/outbound-address";
import { channelList } from "./list";
import { makeBrowser } from "./testing/browser";
import { chatUrl, shownUrl } from "./url-address";

const slack = "https://hooks.slack.com/services/T0000/B0000/xoxsecret";
const teams =
  "https://prod-1.westeurope.logic.azure.com/workflows/abc/triggers/manual/paths/invoke?sig=secret";
const discord = "https://discord.com/api/webhooks/1122334455/se-cr_et";

test.each([
  ["slack", slack],
  ["teams", teams],
  ["teams", "https://acme.webhook.office.com/webhookb2/a@b/IncomingWebhook/c/d"],
  [
    "teams",
    "https://1.2.environment.api.powerplatform.com/powerautomate/automations/direct/workflows/x?sig=y",
  ],
  ["discord", discord],
  ["discord", "https://ptb.discord.com/api/v10/webhooks/1122334455/secret"],
  ["webhook", "https://hooks.example/x?y=1"],
  ["sms", "+14155550100"],
] as const)("%s takes %s", (channel, address) => {
  expect(channelList[channel].address.parse(address)).toBe(address);
});

test.each([
  ["slack", "https://hooks.slack.com.evil.example/services/T/B/x"],
  ["slack", "https://hooks.slack.com/"],
  ["slack", "https://hooks.slack.com:8443/services/T/B/x"],
  ["slack", "https://evil.example/services/T/B/x"],
  ["slack", "http://hooks.slack.com/services/T/B/x"],
  ["teams", "https://evil.example/?.webhook.office.com"],
  ["teams", "https://webhook.office.com.evil.example/x"],
  ["discord", "https://discord.com/channels/1/2"],
  ["discord", "https://evil.example/api/webhooks/1/x"],
  ["webhook", "http://hooks.example/x"],
  ["webhook", "https://169.254.169.254/latest"],
  ["webhook", "https://user:pass@hooks.example/"],
  ["webhook", "https://localhost.:22/"],
  ["webhook", "javascript:alert(1)"],
  ["sms", "4155550100"],
  ["sms", "+1"],
  ["push", "{}"],
  ["push", "nonsense"],
  ["push", JSON.stringify({ endpoint: "https://10.0.0.1/", keys: { p256dh: "x", auth: "y" } })],
] as const)("%s refuses %s, in words", (channel, address) => {
  const parsed = channelList[channel].address.safeParse(address);
  expect(parsed.success).toBe(false);
  expect(parsed.error?.issues[0]?.message).toMatch(/^[A-Z].*\.$/);
});

test("a chat of one's own is taken when the operator named its host or network", () => {
  const address = (allow: string) =>
    chatUrl(
      () => false,
      "x",
      () => parseAllowed(allow),
    );
  const mattermost = "http://chat.internal:8065/hooks/abc";
  expect(address("chat.internal").parse(mattermost)).toBe(mattermost);
  expect(address("10.0.0.0/8").parse("http://10.1.1.1/hooks/abc")).toBe("http://10.1.1.1/hooks/abc");
  expect(address("10.0.0.0/8").safeParse("https://chat.example/hooks/abc").success).toBe(false);
});

test("the same address is one address: spelling, blanks and fragments do not count", () => {
  expect(channelList.webhook.address.parse(" HTTPS://Hooks.Example:443/x#part ")).toBe(
    "https://hooks.example/x",
  );
  expect(channelList.sms.address.parse("+1 (415) 555-0100")).toBe("+14155550100");
  const browser = makeBrowser("https://push.example/abc");
  const { endpoint, keys } = JSON.parse(browser.address);
  const other = JSON.stringify({
    keys: { auth: keys.auth, p256dh: keys.p256dh },
    expirationTime: null,
    endpoint,
  });
  expect(channelList.push.address.parse(other)).toBe(channelList.push.address.parse(browser.address));
});

test("an address is shown without what would let somebody else post there", () => {
  expect(channelList.slack.shown(slack)).toBe("hooks.slack.com/services/T0000/B0000/…");
  expect(channelList.discord.shown(discord)).toBe("discord.com/api/webhooks/1122334455/…");
  expect(channelList.teams.shown(teams)).toBe("prod-1.westeurope.logic.azure.com/workflows/…");
  expect(channelList.webhook.shown("https://hooks.example/in/status/s3cret?token=1")).toBe(
    "hooks.example/in/status/…",
  );
  expect(channelList.sms.shown("+14155550100")).toBe("+14…100");
  expect(channelList.push.shown(makeBrowser("https://push.example/secret").address)).toBe("push.example");
  expect(channelList.email.shown("ana@mail.example")).toBe("ana@mail.example");
  expect(shownUrl("https://hooks.example/", 2)).toBe("hooks.example");
  expect(shownUrl("https://hooks.example/s3cret", 2)).toBe("hooks.example/…");
});

test("of a host that looks like another's it is shown how machines write it, of any other its own letters", () => {
  const address = channelList.webhook.address.parse("https://hооks.example:8443/in/s3cret");
  expect(channelList.webhook.shown(address)).toBe("xn--hks-seda.example:8443/in/…");
  expect(channelList.email.shown("admin@xn--pypal-4ve.com")).toBe("admin@xn--pypal-4ve.com");
  expect(channelList.push.shown(makeBrowser("https://xn--psh-hoa.example/a").address)).toBe("püsh.example");
  const umlaut = channelList.webhook.address.parse("https://müller.example/in/s3cret");
  expect(channelList.webhook.shown(umlaut)).toBe("müller.example/in/…");
  // No mail address takes such letters themselves.
  expect(channelList.email.address.safeParse("аdmin@pаypal.com").success).toBe(false);
});
