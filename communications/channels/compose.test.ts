import { describe, expect, test } from "vitest";
import { personalWords, sentinels } from "@/communications/deliveries/personal-words";
import { segments } from "@/lib/gsm-text";
import { type Channel, channels } from "@/lib/vocabulary";
import type { Told } from "./channel";
import { channelList } from "./list";
import { earlierOf, toldOf } from "./testing/told";

const short = channels.filter((channel) => channel !== "email");
const chats = ["slack", "teams", "discord"] as const;
const jsons = short.filter((channel) => channel !== "sms");

const own = {
  why: 'you chose "Checkout" & <Search>\\',
  manageUrl: "https://status.larkfield.example/manage/sub000000001-a_b-c",
  leaveUrl: "https://status.larkfield.example/leave/sub000000001-d_e-f",
};
/** What a recipient gets, as text. */
async function sent(channel: Channel, changes: Partial<Told> = {}): Promise<string> {
  const way = channelList[channel];
  return personalWords(await way.compose(toldOf(changes)), own, way.inText).text;
}
/** Every string inside a message, however deep. */
function strings(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return value && typeof value === "object" ? Object.values(value).flatMap(strings) : [];
}
const said = async (channel: Channel, changes: Partial<Told> = {}) =>
  strings(JSON.parse(await sent(channel, changes))).join("\n");

describe.each(short)("a message by %s", (channel) => {
  test("is the same bytes for the same facts", async () => {
    expect(await channelList[channel].compose(toldOf())).toEqual(
      await channelList[channel].compose(toldOf()),
    );
  });

  test("names what is wrong, when we speak next and where to read on", async () => {
    const text = (await sent(channel)).replaceAll("\\\\", "");
    expect(text).toContain("Checkout");
    expect(text).toContain("https://status.larkfield.example/incidents/inc000000001");
    expect(text).toMatch(channel === "webhook" ? /"next_update_by":"2026-11-23T12:30/ : /12\\*:30/);
    expect(text).not.toMatch(/[\uE000\uE001]/);
  });

  test("names no domain but the one that is configured", async () => {
    const domains = (await sent(channel, { also: [earlierOf(1)] })).match(/https?:\/\/[^/"\\]+/g) ?? [];
    expect(new Set(domains)).toEqual(new Set(["https://status.larkfield.example"]));
  });

  test("asks a new address with the link to confirm", async () => {
    const { text } = await channelList[channel].composeConfirm({
      pageName: "Larkfield",
      language: "en",
      wish: "all services, every update",
      confirmUrl: "https://status.larkfield.example/confirm/token",
      hours: 48,
    });
    expect(text).toContain("https://status.larkfield.example/confirm/token");
    expect(text).not.toContain("/manage/");
  });

  test("says of a test that it is one", async () => {
    const test = await channelList[channel].composeTest?.({ pageName: "Larkfield", language: "en" });
    if (channel === "sms") expect(test).toBeUndefined();
    else expect(test?.text).toMatch(channel === "webhook" ? /"type":"test"/ : /A test from Larkfield/);
  });
});

describe.each(jsons)("the JSON by %s", (channel) => {
  test("survives a reason with quotes, and carries the way to change or stop", async () => {
    const text = await said(channel);
    expect(text).toContain(own.manageUrl);
    if (channel !== "push") expect(text).toContain('you chose "Checkout"');
    expect(await sent(channel)).not.toContain(sentinels.manageUrl);
  });

  test("a reason that names hundreds of services is cut, not refused", async () => {
    const { compose, inText } = channelList[channel];
    const long = { ...own, why: `you chose ${"Checkout, ".repeat(500)}` };
    const { text } = personalWords(await compose(toldOf()), long, inText);
    expect(strings(JSON.parse(text)).every((part) => part.length < 2000)).toBe(true);
  });
});

describe.each(chats)("a post in %s", (channel) => {
  test("says state by shape and word, title, words, and why", async () => {
    const text = (await said(channel)).replaceAll("\\", "");
    expect(text).toContain("▲ Checkout: partial outage, identified");
    expect(text).toContain("Card payments fail · Update 2 · 12:10 UTC");
    expect(text).toContain("declined");
    expect(text).toContain("Next update by 12:30 UTC");
    expect(text).toContain("You get this because");
  });

  test("brings earlier updates, newest first, five of them, and says how many more there are", async () => {
    const also = [1, 2, 3, 4, 5, 6, 7].map((number) => earlierOf(number));
    const text = (await said(channel, { number: 8, also })).replaceAll("\\", "");
    expect(text).toContain("7 updates said before");
    expect(text.indexOf("Words of update 7.")).toBeLessThan(text.indexOf("Words of update 3."));
    expect(text).not.toContain("Words of update 2.");
    expect(text).toContain("And 2 more");
  });

  test("long words are cut, with a link to the rest", async () => {
    const words = `${"<&*_ word ".repeat(3000)} the end`;
    const also = [1, 2, 3, 4, 5].map((number) => earlierOf(number, words));
    const whole = await sent(channel, { words, also, title: "t".repeat(300) });
    const text = await said(channel, { words, also });
    expect(text).not.toContain("the end");
    expect(text).toContain("It goes on");
    expect(Buffer.byteLength(whole)).toBeLessThan(28_000);
  });

  test("the end promises nothing, planned work says its window", async () => {
    const over = await said(channel, { status: "resolved", nextUpdateBy: null });
    expect(over.replaceAll("\\", "")).toContain("This is over");
    const window = { from: new Date("2026-11-26T02:00:00Z"), until: new Date("2026-11-26T03:30:00Z") };
    const work = { kind: "maintenance" as const, status: "scheduled" as const, nextUpdateBy: null, window };
    expect((await said(channel, work)).replaceAll("\\", "")).toContain(
      "Thursday 26 November at 02:00 UTC to",
    );
  });
});

const hostile =
  '<!channel> <@U123> @everyone [free](https://evil.example) *bold* `code` <script>x</script> & "quote"';

describe("what somebody wrote cannot become more than text", () => {
  test("in Slack: no mention, no link, and what looks like one stays as it is", async () => {
    const text = await sent("slack", {
      title: hostile,
      services: [],
      words: "\\<!here> a &lt;!channel&gt; b",
    });
    const message = JSON.parse(text);
    const marked = message.blocks.filter(
      (block: { text?: { type: string } }) => block.text?.type === "mrkdwn",
    );
    for (const read of [message.text, JSON.stringify(marked)]) expect(read).not.toMatch(/<[!@#]/);
    expect(JSON.stringify(marked)).toContain("&lt;!channel&gt;");
    expect(marked.every((block: { text: { verbatim: boolean } }) => block.text.verbatim)).toBe(true);
  });

  test("in Discord: nobody is mentioned and no mark counts", async () => {
    const { embeds, allowed_mentions } = JSON.parse(await sent("discord", { title: hostile, services: [] }));
    expect(allowed_mentions).toEqual({ parse: [] });
    expect(embeds[0].description).toContain("\\*bold\\* \\`code\\`");
    expect(embeds[0].description).not.toMatch(/(^|[^\\])<[@!]/);
    expect(embeds[0].description).not.toContain("[free](");
  });

  test("in Teams: all text stands in runs, none in blocks that read markdown", async () => {
    const { attachments } = JSON.parse(await sent("teams", { title: hostile, services: [] }));
    const types = new Set(attachments[0].content.body.map(({ type }: { type: string }) => type));
    expect(types).toEqual(new Set(["RichTextBlock"]));
  });
});

describe("each chat's own formatting", () => {
  const words =
    "A **bold** and *soft* [page](https://status.larkfield.example/a?b=1&c=2)\n\n- one\n- two\n\n> said\n\n```\ncode\n```";

  test("Slack's", async () => {
    const text = await said("slack", { words });
    expect(text).toContain("A *bold* and _soft_ <https://status.larkfield.example/a?b=1&amp;c=2|page>");
    expect(text).toContain("• one\n• two");
    expect(text).toContain("> said");
    expect(text).toContain("```code```");
  });

  test("Discord's", async () => {
    const text = await said("discord", { words });
    expect(text).toContain("A **bold** and *soft* [page](https://status.larkfield.example/a?b=1&c=2)");
    expect(text).toContain("- one\n- two");
    expect(text).toContain("```\ncode\n```");
  });

  test("Teams'", async () => {
    const { attachments } = JSON.parse(await sent("teams", { words }));
    const runs = attachments[0].content.body.flatMap(({ inlines }: { inlines: object[] }) => inlines);
    expect(runs).toContainEqual({ type: "TextRun", text: "bold", weight: "Bolder" });
    expect(runs).toContainEqual({
      type: "TextRun",
      text: "page",
      selectAction: { type: "Action.OpenUrl", url: "https://status.larkfield.example/a?b=1&c=2" },
    });
    expect(runs).toContainEqual({ type: "TextRun", text: "code", fontType: "Monospace" });
  });
});

describe("the limits of each vendor hold with the longest that can be written", () => {
  const words = `${"*_~<>&|[]() ".repeat(2000)}`;
  const also = [1, 2, 3, 4, 5, 6].map((number) => earlierOf(number, words));
  const most = {
    words,
    also,
    title: "*".repeat(200),
    services: [{ id: "s", name: "_".repeat(300), state: "major_outage" as const }],
  };

  test("Slack: 150 in a header, 3,000 in a section, 50 blocks", async () => {
    const { blocks } = JSON.parse(await sent("slack", most));
    expect(blocks.length).toBeLessThanOrEqual(50);
    expect(blocks[0].text.text.length).toBeLessThanOrEqual(150);
    for (const block of blocks) expect(block.text?.text.length ?? 0).toBeLessThanOrEqual(3000);
  });

  test("Discord: 256, 4,096, 2,048 and 6,000 characters", async () => {
    const embed = JSON.parse(await sent("discord", most)).embeds[0];
    expect(embed.title.length).toBeLessThanOrEqual(256);
    expect(embed.description.length).toBeLessThanOrEqual(4096);
    expect(embed.footer.text.length).toBeLessThanOrEqual(2048);
    expect(embed.title.length + embed.description.length + embed.footer.text.length).toBeLessThanOrEqual(
      6000,
    );
  });

  test("Discord: the way to change or stop is never cut off", async () => {
    expect((await said("discord", most)).includes(own.manageUrl)).toBe(true);
  });

  test("push: 3,000 bytes", async () => {
    expect(Buffer.byteLength(await sent("push", { ...most, words: "語".repeat(5000) }))).toBeLessThan(3000);
  });

  test.each([
    "Plain words. ".repeat(60),
    "“Typographic” – é ".repeat(60),
    "Платежи не проходят. ".repeat(60),
  ])("a text message: two parts, with its address whole", async (words) => {
    const text = await sent("sms", { words, title: "t", also });
    expect(segments(text)).toBeLessThanOrEqual(2);
    expect(text).toContain("https://status.larkfield.example/incidents/inc000000001");
    expect(text).toContain("STOP");
  });
});

test("a webhook's payload says type and version, and everything that readers may see", async () => {
  const payload = JSON.parse(await sent("webhook", { also: [earlierOf(1)] }));
  expect(payload).toEqual({
    type: "incident.updated",
    version: 1,
    timestamp: "2026-11-23T12:10:00.000Z",
    data: {
      page: { name: "Larkfield", url: "https://status.larkfield.example" },
      incident: {
        id: "inc000000001",
        title: "Card payments fail",
        url: "https://status.larkfield.example/incidents/inc000000001",
        status: "identified",
        impact: "major",
        started_at: "2026-11-23T12:00:00.000Z",
      },
      update: {
        id: "upd000000002",
        number: 2,
        status: "identified",
        words: "Cards are **declined** in Europe.",
        html: "<p>Cards are <strong>declined</strong> in Europe.</p>",
        posted_at: "2026-11-23T12:10:00.000Z",
        next_update_by: "2026-11-23T12:30:00.000Z",
      },
      services: [{ id: "svc000000001", name: "Checkout", state: "partial_outage" }],
      earlier: [
        {
          title: "Card payments fail",
          number: 1,
          status: "investigating",
          words: "Words of update 1.",
          html: "<p>Words of update 1.</p>",
          posted_at: "2026-11-23T12:00:00.000Z",
          url: "https://status.larkfield.example/incidents/inc000000001",
        },
      ],
      why: own.why,
      manage_url: own.manageUrl,
      leave_url: own.leaveUrl,
    },
  });
  expect(JSON.stringify(payload)).not.toMatch(/SEV\d/);
});

test("a push's payload is small: what is shown, where it leads, what it replaces", async () => {
  const payload = JSON.parse(await sent("push"));
  expect(payload).toEqual({
    kind: "update",
    title: "Checkout: partial outage, identified",
    body: "Cards are declined in Europe.\nNext update by 12:30 UTC",
    url: "https://status.larkfield.example/incidents/inc000000001",
    tag: "inc000000001",
    manage: { url: own.manageUrl, title: "Change or stop" },
  });
});

test("only start and end are texted to who did not say how much", () => {
  expect(channelList.sms.defaultDetail).toBe("opened_and_resolved");
  expect(channels.filter((channel) => channelList[channel].defaultDetail !== "every_update")).toEqual([
    "sms",
  ]);
});

describe("something for one person to do", () => {
  const notice = {
    title: "SEV1 Cards & <wallets> fail: you are summoned as deputy",
    says: "SEV1: Cards & <wallets> fail. The play “Everything stops” names you.",
    act: "Open to acknowledge",
    url: "https://status.larkfield.example/summons/abc",
    lasts: "Without it the next person is asked after 14:04 UTC.",
  };

  test("every channel but mail can say it, with the link that does it; mail has letters for that", async () => {
    expect(channels.filter((channel) => !channelList[channel].composeNotice)).toEqual(["email"]);
    for (const channel of jsons) {
      const { text } = await channelList[channel].composeNotice!(notice);
      const whole = strings(JSON.parse(text)).join("\n");
      expect(whole, channel).toContain(notice.url);
      expect(whole, channel).toContain("you are summoned as deputy");
    }
  });

  test("as a text message it is one part, and the link is whole", async () => {
    const { text } = await channelList.sms.composeNotice!(notice);
    expect(text).toMatch(/you are summoned as deputy https:\/\/status\.larkfield\.example\/summons\/abc$/);
    expect(segments(text)).toBe(1);
  });

  test("what it is about makes no mark-up", async () => {
    for (const channel of ["slack", "discord"] as const) {
      const { text } = await channelList[channel].composeNotice!(notice);
      expect(JSON.parse(text).text ?? JSON.parse(text).content ?? "").not.toMatch(/<wallets>/);
    }
  });
});
