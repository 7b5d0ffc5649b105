import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { plainText } from "@/lib/plain-text";
import type { PublicStatus } from "@/status/public/types";
import * as facts from "./fixtures";
import { HomePage } from "./home-page";

const html = (status: PublicStatus) => renderToStaticMarkup(<HomePage status={status} />);

/** What a reader reads: hidden alternatives are taken out, as the style sheet does. */
function read(status: PublicStatus, shown: { confirmed?: boolean } = {}): string {
  const hidden = shown.confirmed === false ? "when-confirmed" : "when-stale";
  const late = /data-late="yes"/.test(html(status)) ? "on-time" : "late";
  const kept = [hidden, late].reduce(without, html(status));
  const spaced = kept.replace(/<\/?a\b[^>]*>/g, " ").replaceAll("<", " <");
  return plainText(spaced)
    .replace(/\s+/g, " ")
    .replace(/ ([.,:])/g, "$1")
    .replaceAll(" - ", " ");
}

function without(markup: string, className: string): string {
  const opening = new RegExp(`<(section|span|b|h2|p)[^>]*class="[^"]*\\b${className}\\b[^"]*"[^>]*>`);
  let rest = markup;
  for (let match = opening.exec(rest); match; match = opening.exec(rest)) {
    const tag = match[1]!;
    const step = new RegExp(`<(/?)${tag}\\b[^>]*>`, "g");
    step.lastIndex = match.index;
    let depth = 0;
    for (let found = step.exec(rest); found; found = step.exec(rest)) {
      depth += found[1] ? -1 : 1;
      if (depth === 0) {
        rest = rest.slice(0, match.index) + rest.slice(step.lastIndex);
        break;
      }
    }
  }
  return rest;
}

test("calm is said in a sentence, with evidence instead of a claim", () => {
  const past = facts.incident({
    title: "Webhooks were late",
    status: "resolved",
    startedAt: new Date("2026-11-21T11:04:00Z"),
    resolvedAt: new Date("2026-11-21T12:20:00Z"),
  });
  const text = read(facts.status({ pastIncidents: [past], maintenances: [facts.maintenance()] }));
  expect(text).toContain("Everything is working");
  expect(text).toContain("Nothing has been wrong for 2 days. The last incident, Webhooks were late");
  expect(text).toContain(
    "ended on Saturday 21 November at 12:20. The next planned work is on Thursday 26 November at 02:00.",
  );
});

test("an open incident is the headline, with who is touched and when we speak next", () => {
  const text = read(facts.busyStatus());
  expect(text).toContain("Partial outage since 13:52, for 30 minutes");
  expect(text).toContain("Checkout is failing for some customers in Europe");
  expect(text).toContain("Checkout and Card payments are partly down. The other 18 services are working.");
  expect(text).toContain("Next update by 14:40 UTC in 18 minutes");
  expect(text).toContain("14:20 last update 14:40 promised");
  expect(text).not.toContain("overdue");
  expect(text).not.toContain("Everything is working");
});

test("a missed promise is said first by us, in words", () => {
  const open = facts.incident({
    nextUpdateBy: facts.minutesAgo(7),
    updates: [facts.update({ postedAt: facts.minutesAgo(27) })],
  });
  const text = read(facts.status({ openIncidents: [open], overall: "partial_outage" }));
  expect(text).toContain("Our update is 7 minutes overdue we promised it by 14:15 UTC");
  expect(text).toContain("13:55 last update 14:15 promised, missed 14:22 now");
  expect(text).toContain("What you read here was true at 13:55.");
  expect(text).not.toContain("Next update by");
});

test("several open incidents: the worst is the headline, the others are named and told below", () => {
  const worst = facts.incident();
  const other = facts.incident({
    title: "Parcel tracking is slow",
    impact: "minor",
    nextUpdateBy: facts.minutesAgo(3),
  });
  const status = facts.status({ openIncidents: [worst, other], overall: "partial_outage" });
  expect(read(status)).toContain("1 more incident is open: Parcel tracking is slow");
  expect(html(status)).toContain(`id="incident-${other.id}"`);
  expect(html(status).match(/<h1/g)).toHaveLength(2);
});

test("planned work under way is not an outage", () => {
  const service = facts.service({ name: "Payouts", state: "under_maintenance" });
  const work = facts.maintenance({
    status: "in_progress",
    scheduledFor: facts.minutesAgo(20),
    services: [service],
  });
  const text = read(
    facts.status({
      overall: "under_maintenance",
      services: [service, facts.service()],
      maintenances: [work],
    }),
  );
  expect(text).toContain("Maintenance 14:02 to 15:32, as planned Payouts: moving to a faster database");
  expect(text).toContain("Payouts is under planned maintenance. The other service is working.");
  expect(text).toContain("Planned to end by 15:32 UTC in 70 minutes");
  expect(text).not.toContain("Everything is working");
});

test("planned work that runs over says so", () => {
  const work = facts.maintenance({ status: "in_progress", scheduledFor: facts.minutesAgo(97) });
  const text = read(facts.status({ overall: "under_maintenance", maintenances: [work] }));
  expect(text).toContain("This work is 7 minutes over its time it was to end by 14:15 UTC");
});

test("trouble without an incident is still said", () => {
  const text = read(facts.status({ overall: "degraded", services: [facts.service({ state: "degraded" })] }));
  expect(text).toContain("Degraded Checkout is degraded");
  expect(text).not.toContain("Everything is working");
});

test("a page without services claims nothing", () => {
  const text = read(facts.status({ services: [] }));
  expect(text).toContain("This page is being set up");
  expect(text).not.toMatch(/Operational|Everything is working/);
});

test("what cannot be confirmed is never shown as working", () => {
  const text = read(facts.status(), { confirmed: false });
  expect(text).toContain("We cannot confirm the current state");
  expect(text).toContain("At 14:22:07 UTC everything was working. Since then we do not know");
  expect(text).toContain("support@larkfield.example");
  expect(text).toContain("Checkout Not confirmed");
  expect(text).not.toMatch(/Operational|Everything is working|all \d+ working/);
});

test("unconfirmed with an open incident, the page says what was open", () => {
  const text = read(facts.busyStatus(), { confirmed: false });
  expect(text).toContain("this was open: Checkout is failing for some customers in Europe.");
});

test("a corrected update keeps the old words, struck", () => {
  const corrected = facts.update({
    html: "<p>Shoppers cannot pay.</p>",
    replaced: [{ html: "<p>Shopers cannot pay.</p>", replacedAt: facts.minutesAgo(1) }],
  });
  const status = facts.status({ openIncidents: [facts.incident({ updates: [corrected] })] });
  expect(html(status)).toMatch(/<del>.*Shopers cannot pay\..*<\/del>/);
  expect(read(status)).toContain("Corrected at 14:21. Before, it said:");
});

test("an incident without an update says when the first comes", () => {
  const text = read(facts.status({ openIncidents: [facts.incident({ updates: [] })] }));
  expect(text).toContain("No updates yet. First by 14:40 UTC.");
});

test("titles and names cannot bring markup", () => {
  const evil = `<script>alert(1)</script>"'>`;
  const status = facts.status({
    page: facts.page({ name: evil }),
    services: [facts.service({ name: evil, description: evil }), facts.service()],
    openIncidents: [facts.incident({ title: evil })],
    maintenances: [facts.maintenance({ title: evil })],
  });
  expect(html(status)).not.toContain("<script>");
});

test("severity and whatever else a reader must not know is not written, even if it is handed over", () => {
  const leaky = { ...facts.incident(), severity: "SEV1", commander: "Mara Oduya" };
  expect(html(facts.status({ openIncidents: [leaky] }))).not.toMatch(/SEV1|severity|Mara/);
});

test("the past 14 days list the days that had an incident, and how bad it was", () => {
  const text = read(facts.busyStatus());
  expect(text).toContain("Webhooks arrived up to 9 minutes late Resolved, was degraded");
  expect(read(facts.status())).toContain("Nothing in 14 days.");
});

test("uptime is rounded down and says that maintenance is left out", () => {
  const text = read(
    facts.status({ services: [facts.service({ uptime: 0.99999 }), facts.service({ uptime: null })] }),
  );
  expect(text).toContain("99.99 % uptime");
  expect(text).not.toContain("100 %");
  expect(text).toContain("not known yet");
  expect(text).toContain("Planned maintenance is left out.");
});

test("the form asks by plain fields, for all services unless others are chosen", () => {
  const markup = html(facts.busyStatus());
  expect(markup).toContain('<form action="/subscribe" method="post">');
  for (const name of ["email", "detail", "scope", "service", "website"])
    expect(markup).toContain(`name="${name}"`);
  expect(markup).toMatch(
    /name="scope" checked="" value="all_services"|name="scope" value="all_services" checked=""|checked="" name="scope" value="all_services"|type="radio" checked="" name="scope" value="all_services"/,
  );
});

test("no style attribute is needed, so the policy may forbid them", () => {
  expect(html(facts.busyStatus())).not.toContain("style=");
});

test("times are said in the page's zone", () => {
  const status = facts.busyStatus();
  const text = read({ ...status, page: facts.page({ timeZone: "Europe/Berlin" }) });
  expect(text).toContain("Next update by 15:40 CET");
});
