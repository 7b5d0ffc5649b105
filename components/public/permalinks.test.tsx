import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import * as facts from "./fixtures";
import { HistoryPage } from "./history-page";
import { IncidentPage } from "./incident-page";
import { MaintenancePage } from "./maintenance-page";

const page = facts.page();
const text = (markup: string) =>
  markup
    .replace(/<[^>]*>/g, " ")
    .replace(/\s+/g, " ")
    .replace(/ ([.,:])/g, "$1");

test("an open incident's page has its facts, its promise, every update and a way to follow it", () => {
  const busy = facts.busyStatus();
  const open = busy.openIncidents[0]!;
  const markup = renderToStaticMarkup(<IncidentPage page={page} incident={open} />);
  const said = text(markup);
  expect(said).toContain(
    "Began 13:52 Monday 23 November 2026 So far 30 minutes still going on First word 4 min after it began",
  );
  expect(said).toContain("Next update by 14:40 UTC");
  expect(said).toContain("3 updates. Newest first.");
  expect(markup).toContain(`href="/subscribe?incident=${open.id}"`);
  expect(markup).toContain(
    'aria-label="Degraded from 23 Nov, 13:52 to 23 Nov, 14:20, Partial outage from 23 Nov, 14:20 to 23 Nov, 14:22"',
  );
});

test("a resolved incident's page says how bad it was and how long it lasted, and asks nobody to follow", () => {
  const resolved = facts.busyStatus().pastIncidents[0]!;
  const markup = renderToStaticMarkup(<IncidentPage page={page} incident={resolved} />);
  expect(text(markup)).toContain("Resolved, was degraded");
  expect(text(markup)).toContain("Lasted 1 h 16 min");
  expect(markup).not.toContain("/subscribe?incident");
  expect(markup).not.toContain("data-by");
});

test("a page that is made once and read for years says days, and nothing that ages", () => {
  const said = facts.update({ postedAt: facts.minutesAgo(5) });
  const over = facts.incident({ status: "resolved", resolvedAt: facts.minutesAgo(5), updates: [said] });
  const planned = facts.maintenance({ updates: [said] });
  for (const markup of [
    renderToStaticMarkup(<IncidentPage page={page} incident={over} />),
    renderToStaticMarkup(<MaintenancePage page={page} maintenance={planned} />),
  ]) {
    expect(text(markup)).toContain("23 Nov, 14:17");
    expect(markup).not.toMatch(/data-(rel|for)=/);
  }
  const open = renderToStaticMarkup(
    <IncidentPage page={page} incident={facts.incident({ updates: [said] })} />,
  );
  expect(text(open)).toContain("14:17 5 minutes ago");
});

test("a backfilled incident whose first word came later than days is not praised for it", () => {
  const written = facts.update({ postedAt: facts.minutesAgo(60) });
  const early = facts.incident({ startedAt: facts.minutesAgo(30), updates: [written] });
  expect(text(renderToStaticMarkup(<IncidentPage page={page} incident={early} />))).not.toContain(
    "First word",
  );
});

test("planned work says when, what it touches, and offers a calendar entry", () => {
  const planned = facts.maintenance({ services: [facts.service({ name: "Payouts" })] });
  const markup = renderToStaticMarkup(<MaintenancePage page={page} maintenance={planned} />);
  expect(text(markup)).toContain("Thursday 26 November at 02:00 to 03:30 UTC");
  expect(text(markup)).toContain("Length 1 h 30 min Services 1 Payouts");
  expect(markup).toContain(`href="/maintenances/${planned.id}.ics"`);
});

test("cancelled work is struck and has no calendar entry to add", () => {
  const cancelled = facts.maintenance({ status: "cancelled" });
  const markup = renderToStaticMarkup(<MaintenancePage page={page} maintenance={cancelled} />);
  expect(markup).toMatch(/<del>.*26 November.*<\/del>/);
  expect(text(markup)).toContain("Cancelled");
  expect(markup).not.toContain(".ics");
});

test("a month lists its incidents and planned work by day, newest first, and its neighbours", () => {
  const { pastIncidents, maintenances } = facts.busyStatus();
  const month = {
    page,
    month: "2026-11",
    incidents: pastIncidents,
    maintenances,
    earlier: "2026-10",
    later: null,
  };
  const markup = renderToStaticMarkup(
    <HistoryPage page={page} month={month} months={["2026-11", "2026-10"]} />,
  );
  const said = text(markup);
  expect(said).toContain("What happened in November 2026");
  expect(said).toContain("7 incidents, 2 planned works");
  expect(said.indexOf("26 Nov")).toBeLessThan(said.indexOf("21 Nov"));
  expect(markup).toContain('<a href="/history/2026-10">Earlier</a>');
  expect(markup).not.toContain(">Later<");
  expect(markup).toContain('id="uptime"');
});

test("history before anything happened says so", () => {
  const said = text(renderToStaticMarkup(<HistoryPage page={page} month={null} months={[]} />));
  expect(said).toContain("Nothing has happened yet.");
});
