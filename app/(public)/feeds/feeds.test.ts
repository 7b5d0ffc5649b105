import fc from "fast-check";
import { XMLParser, XMLValidator } from "fast-xml-parser";
import ICAL from "ical.js";
import { expect, test } from "vitest";
import { busyStatus, incident, maintenance, minutesAgo, page, update } from "@/components/public/fixtures";
import { calendar } from "./calendar";
import { feedFacts, type ToldUpdate } from "./entries";
import { jsonFeed } from "./json-feed";
import { atom, rss } from "./xml";

const url = "https://status.larkfield.example";
const parser = new XMLParser({
  ignoreAttributes: false,
  isArray: (name) => name === "entry" || name === "item",
});

function told(): ToldUpdate[] {
  return busyStatus().openIncidents.flatMap((about) =>
    about.updates.map((one) => ({
      update: one,
      about: { kind: "incident" as const, id: about.id, title: about.title },
    })),
  );
}

test("there is one entry for each update, with its own lasting id and an absolute link", () => {
  const updates = told();
  const facts = feedFacts(page(), url, updates);
  const entries = parser.parse(atom(facts)).feed.entry;
  expect(entries).toHaveLength(3);
  expect(new Set(entries.map(({ id }: { id: string }) => id)).size).toBe(3);
  const first = updates[0]!;
  expect(entries[0].id).toBe(`tag:status.larkfield.example,2026-01-05:update/${first.update.id}`);
  expect(entries[0].link["@_href"]).toBe(`${url}/incidents/${first.about.id}#update-${first.update.id}`);
  const items = parser.parse(rss(facts)).rss.channel.item;
  expect(items.map(({ guid }: { guid: { "#text": string } }) => guid["#text"])).toEqual(
    facts.entries.map(({ id }) => id),
  );
  expect(items[0].guid["@_isPermaLink"]).toBe("false");
});

test("the same facts give the same bytes, so readers get a 304", () => {
  const facts = feedFacts(page(), url, told());
  const maintenances = [maintenance()];
  for (const make of [() => atom(facts), () => rss(facts), () => calendar(page(), url, maintenances)])
    expect(make()).toBe(make());
  expect(atom(facts)).toContain(`<updated>${minutesAgo(2).toISOString()}</updated>`);
});

test("a correction keeps the id and moves the entry's time of change", () => {
  const correctedAt = minutesAgo(1);
  const one: ToldUpdate = {
    update: update({ correctedAt }),
    about: { kind: "incident", id: "abc", title: "T" },
  };
  const [entry] = feedFacts(page(), url, [one]).entries;
  expect(entry?.updatedAt).toEqual(correctedAt);
  expect(entry?.publishedAt).toEqual(one.update.postedAt);
});

const hostile = fc.oneof(
  fc.string({ unit: "binary", maxLength: 60 }),
  fc.constantFrom(
    "]]>",
    "<script>alert(1)</script>",
    "\u0000\u0008\u001b[31m",
    "שלום \u202eabc",
    "👩🏽‍🚀",
    "&amp;]]>&",
    "\ud800",
  ),
);

test("XML feeds stay well-formed whatever an update says", () => {
  fc.assert(
    fc.property(hostile, hostile, (title, words) => {
      const one: ToldUpdate = {
        update: update({ html: words }),
        about: { kind: "maintenance", id: "abc", title },
      };
      const facts = feedFacts(page({ name: title }), url, [one]);
      for (const xml of [atom(facts), rss(facts)]) {
        expect(XMLValidator.validate(xml)).toBe(true);
        expect(xml.startsWith("<?xml")).toBe(true);
        // biome-ignore lint/suspicious/noControlCharactersInRegex: they must not be there
        expect(xml).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/);
      }
      expect(JSON.parse(JSON.stringify(jsonFeed(facts))).items).toHaveLength(1);
    }),
    { numRuns: 300 },
  );
});

test("words with ]]> and emoji reach the reader unbroken", () => {
  const html = "<p>a ]]> b 👩🏽‍🚀 שלום</p>";
  const one: ToldUpdate = { update: update({ html }), about: { kind: "incident", id: "abc", title: "T" } };
  const facts = feedFacts(page(), url, [one]);
  expect(String(parser.parse(rss(facts)).rss.channel.item[0].description)).toContain("]]> b 👩🏽‍🚀 שלום");
});

test("the JSON feed is version 1.1 and its links are absolute", () => {
  const one: ToldUpdate = {
    update: update({ html: '<p><a href="/history">past</a></p>', nextUpdateBy: minutesAgo(-18) }),
    about: { kind: "incident", id: "abc", title: "T" },
  };
  const feed = JSON.parse(JSON.stringify(jsonFeed(feedFacts(page(), url, [one]))));
  expect(feed.version).toBe("https://jsonfeed.org/version/1.1");
  expect(feed.items[0].content_html).toBe(
    `<p><a href="${url}/history">past</a></p><p>Next update by 23 Nov, 14:40 UTC.</p>`,
  );
});

function events(text: string) {
  return new ICAL.Component(ICAL.parse(text)).getAllSubcomponents("vevent").map((one) => new ICAL.Event(one));
}

test("a calendar entry keeps its UID, counts reschedules and says when it is cancelled", () => {
  const planned = maintenance({ title: "Move, part 1; \\ now" });
  const moved = {
    ...planned,
    sequence: 1,
    scheduledFor: new Date("2026-11-27T02:00:00Z"),
    status: "cancelled" as const,
  };
  const [before] = events(calendar(page(), url, [planned]));
  const [after] = events(calendar(page(), url, [moved]));
  expect(after?.uid).toBe(before?.uid);
  expect([before?.sequence, after?.sequence]).toEqual([0, 1]);
  expect(before?.component.getFirstPropertyValue("status")).toBe("CONFIRMED");
  expect(after?.component.getFirstPropertyValue("status")).toBe("CANCELLED");
  expect(before?.summary).toBe("Move, part 1; \\ now");
  expect(before?.startDate.toJSDate()).toEqual(planned.scheduledFor);
  expect(before?.endDate.toJSDate()).toEqual(planned.scheduledUntil);
});

test("a calendar stays readable whatever the title says", () => {
  fc.assert(
    fc.property(hostile, (title) => {
      expect(events(calendar(page({ name: title }), url, [maintenance({ title })]))).toHaveLength(1);
    }),
    { numRuns: 200, examples: [["\n!\n"], ["a\r\nEND:VCALENDAR"]] },
  );
});

test("a title with markup is words to every reader", () => {
  const title = "<img src=x onerror=alert(1)> & more";
  const facts = feedFacts(page(), url, [{ update: update(), about: { kind: "incident", id: "abc", title } }]);
  expect(atom(facts)).toContain("<![CDATA[Investigating: &lt;img src=x onerror=alert(1)&gt; &amp; more]]>");
  expect(parser.parse(rss(facts)).rss.channel.item[0].title).toContain(title);
});

test("an incident's severity never reaches a feed", () => {
  const leaky = { ...incident(), severity: "SEV1" };
  const one: ToldUpdate = { update: update(), about: { kind: "incident", ...leaky } };
  expect(atom(feedFacts(page(), url, [one]))).not.toContain("SEV1");
});
