import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, test } from "vitest";
import { DiscordMessage } from "./discord-message";
import { PushMessage } from "./push-message";
import { SlackMessage } from "./slack-message";
import { SmsMessage } from "./sms-message";
import { TeamsMessage } from "./teams-message";

const hostile = "<script>alert(1)</script>";

describe("a message drawn as Slack does", () => {
  const drawn = (text: string) =>
    renderToStaticMarkup(
      <SlackMessage
        from="Larkfield"
        json={JSON.stringify({ blocks: [{ type: "section", text: { type: "mrkdwn", text } }] })}
      />,
    );

  test("has its marks as markup, nested ones too, and its entities as characters", () => {
    expect(drawn("*bold _both_* ~gone~ `a &lt; b` <https://x.example/a|words &amp; more>")).toContain(
      '<b>bold <i>both</i></b> <s>gone</s> <code>a &lt; b</code> <a href="https://x.example/a">words &amp; more</a>',
    );
  });

  test("takes no star inside a word for a mark, and nothing for markup of ours", () => {
    expect(drawn("2*3*4 &lt;script&gt;")).toContain("2*3*4 &lt;script&gt;");
    expect(drawn(hostile)).not.toContain("<script>");
  });
});

test("an embed drawn as Discord does: marks, links, and what is escaped as itself", () => {
  const description = "**bold** *slanted* [a link](https://x.example/a) \\*not\\* \\_so\\_ \\<@everyone\\>";
  const html = renderToStaticMarkup(
    <DiscordMessage
      from="Larkfield"
      json={JSON.stringify({ embeds: [{ title: hostile, description, color: 255 }] })}
    />,
  );
  expect(html).toContain(
    '<b>bold</b> <i>slanted</i> <a href="https://x.example/a">a link</a> *not* _so_ &lt;@everyone&gt;',
  );
  expect(html).toContain("#0000ff");
  expect(html).not.toContain("<script>");
});

test("a card drawn as Teams does: runs as they are, and the way on as a button", () => {
  const body = [{ type: "RichTextBlock", inlines: [{ type: "TextRun", text: hostile, weight: "Bolder" }] }];
  const actions = [{ type: "Action.OpenUrl", title: "See the full timeline", url: "https://x.example/i" }];
  const html = renderToStaticMarkup(
    <TeamsMessage
      from="Larkfield"
      json={JSON.stringify({ attachments: [{ content: { body, actions } }] })}
    />,
  );
  expect(html).toContain('<a href="https://x.example/i">See the full timeline</a>');
  expect(html).not.toContain("<script>");
});

test("a text message says as how many parts it is paid for", () => {
  expect(renderToStaticMarkup(<SmsMessage text={"a".repeat(160)} />)).toContain(
    "160 characters, sent as 1 part.",
  );
  expect(renderToStaticMarkup(<SmsMessage text={"a".repeat(161)} />)).toContain("sent as 2 parts.");
});

test("to confirm a browser, both its notifications are drawn", () => {
  const confirmed = { title: "This browser hears from us", body: "Stop any time" };
  const html = renderToStaticMarkup(
    <PushMessage from="Larkfield" json={JSON.stringify({ title: "Press", body: "here", confirmed })} />,
  );
  expect(html).toContain("Press");
  expect(html).toContain("This browser hears from us");
});
