import fc from "fast-check";
import { XMLParser, XMLValidator } from "fast-xml-parser";
import { expect, test } from "vitest";
import * as facts from "@/components/public/fixtures";
import { renderMarkdown } from "@/lib/markdown";
import { hostile, obeyedIn } from "@/lib/testing/hostile";
import * as documents from "./documents";
import { feedFacts } from "./feeds/entries";
import { jsonFeed } from "./feeds/json-feed";
import { atom, rss } from "./feeds/xml";
import { renderDocument } from "./html";
import { endpoints } from "./p/[audience]/api/v2/translate";

/** Facts in which everything that people write is hostile: of page, service, incident, maintenance and update. */
function hostileStatus(title: string, words: string) {
  const said = facts.update({ words, html: renderMarkdown(words) });
  const services = [{ ...facts.service({ name: title, description: words }) }];
  const incident = facts.incident({ title, updates: [said], services: [] });
  const maintenance = facts.maintenance({ title, updates: [said] });
  return facts.status({
    page: facts.page({ name: title }),
    services,
    openIncidents: [incident],
    pastIncidents: [incident],
    maintenances: [maintenance],
  });
}

test("the judge of markup sees what it is there for, and nothing in our own pages", async () => {
  expect(obeyedIn(`<p title="a" onload=1><x7q></x7q><a href="javascript:x">`)).toHaveLength(3);
  expect(obeyedIn(`<p title="&quot; onload=1">&lt;x7q&gt;</p>`)).toEqual([]);
  const html = await renderDocument({
    ...documents.homeDocument(facts.busyStatus()),
    ...{ css: "", publicUrl: "https://status.example" },
  });
  expect(obeyedIn(html)).toEqual([]);
});

test("no page obeys what somebody wrote, in a title or in words", async () => {
  await fc.assert(
    fc.asyncProperty(hostile, hostile, async (title, words) => {
      const status = hostileStatus(title, words);
      const { page, openIncidents, maintenances } = status;
      const month = {
        page,
        month: "2026-11",
        incidents: openIncidents,
        maintenances,
        earlier: null,
        later: null,
      };
      for (const document of [
        documents.homeDocument(status),
        documents.incidentDocument(page, openIncidents[0]!),
        documents.maintenanceDocument(page, maintenances[0]!),
        documents.historyDocument(page, "/history", month, ["2026-11"]),
      ]) {
        const html = await renderDocument({ ...document, css: "", publicUrl: "https://status.example" });
        expect(obeyedIn(html)).toEqual([]);
        expect(html.match(/<script/g)).toHaveLength(1);
        expect(html.match(/<\/title>/g)).toHaveLength(1);
      }
    }),
    { numRuns: 60 },
  );
}, 60_000);

test("feeds and API stay readable, and their words stay words", () => {
  const parser = new XMLParser();
  fc.assert(
    fc.property(hostile, hostile, (title, words) => {
      const { page, openIncidents, services, overall, groups, maintenances } = hostileStatus(title, words);
      const incident = openIncidents[0]!;
      const about = { kind: "incident" as const, id: incident.id, title };
      const told = feedFacts(page, "https://status.example", [{ update: incident.updates[0]!, about }]);
      for (const xml of [atom(told), rss(told)]) {
        expect(XMLValidator.validate(xml)).toBe(true);
        const read = parser.parse(xml);
        const entry = read.feed?.entry ?? read.rss.channel.item;
        expect(obeyedIn(String(entry.content ?? entry.description ?? ""))).toEqual([]);
      }
      const [item] = JSON.parse(JSON.stringify(jsonFeed(told))).items;
      expect(obeyedIn(item.content_html)).toEqual([]);
      const said = { page, publicUrl: "https://status.example", overall, groups, services };
      for (const make of Object.values(endpoints)) {
        const body = JSON.stringify(make({ ...said, incidents: openIncidents, maintenances }));
        expect(() => JSON.parse(body)).not.toThrow();
      }
    }),
    { numRuns: 150 },
  );
}, 60_000);
