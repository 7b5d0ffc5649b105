import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { beforeAll, expect, test } from "vitest";
import { compileCss } from "@/components/public/css-text.cjs";
import * as facts from "@/components/public/fixtures";
import * as documents from "./documents";
import { contentSecurityPolicy, renderDocument } from "./html";

let css = "";
beforeAll(async () => {
  const file = fileURLToPath(new URL("../../components/public/public.css", import.meta.url));
  css = await compileCss(readFileSync(file, "utf8"), file);
});

const render = (document: documents.PublicDocument) =>
  renderDocument({ ...document, css, publicUrl: "https://status.example" });

test("the page with 20 services and 8 incidents is at most 14 KB compressed, in one request", async () => {
  const html = await render(documents.homeDocument(facts.busyStatus()));
  expect(gzipSync(html).length).toBeLessThanOrEqual(14 * 1024);
  expect(html).not.toMatch(/<link[^>]*rel="(stylesheet|preload|modulepreload)"/);
  expect(html.match(/<script/g)).toHaveLength(1);
});

test("every page is stamped so that the front and the script can judge it", async () => {
  const status = facts.busyStatus();
  const month = {
    page: status.page,
    month: "2026-11",
    incidents: [],
    maintenances: [],
    earlier: null,
    later: null,
  };
  for (const document of [
    documents.homeDocument(status),
    documents.incidentDocument(status.page, status.openIncidents[0]!),
    documents.maintenanceDocument(status.page, status.maintenances[0]!),
    documents.historyDocument(status.page, "/history/2026-11", month, ["2026-11"]),
    documents.historyDocument(status.page, "/history", null, []),
    documents.notFoundDocument(status.page),
  ]) {
    const html = await render(document);
    expect(html).toMatch(/^<!doctype html><html lang="en" data-confirmed="yes" data-version="42"/);
    expect(html).toMatch(
      /<time data-as-of data-zone="UTC" datetime="2026-11-23T14:22:07.123Z">14:22:07 UTC<\/time>/,
    );
    expect(html).toMatch(/<time data-as-of data-as="day" [^>]*>Monday 23 November 2026<\/time>/);
    expect(html).toContain('<span data-age="">');
    expect(html).not.toContain("style=");
    expect(html.match(/<main/g)).toHaveLength(1);
    expect(html).toContain(`<link rel="canonical" href="https://status.example${document.path}"/>`);
  }
});

test("a preview of the link says what is happening and when we speak next", async () => {
  const html = await render(documents.homeDocument(facts.busyStatus()));
  expect(html).toContain(
    '<meta property="og:title" content="Checkout is failing for some customers in Europe"/>',
  );
  expect(html).toMatch(
    /<meta property="og:description" content="Identified: We found the cause:[^"]* Next update by 23 Nov, 14:40 UTC\."/,
  );
});

test("a missed promise stands in the title of the tab too", async () => {
  const open = facts.incident({ title: "Checkout is failing", nextUpdateBy: facts.minutesAgo(1) });
  const html = await render(documents.homeDocument(facts.status({ openIncidents: [open] })));
  expect(html).toContain("<title>Update overdue · Checkout is failing · Larkfield status</title>");
});

test("the tab's icon shows the state, and a dashed ring when nothing is known", async () => {
  const calm = await render(documents.homeDocument(facts.status()));
  const trouble = await render(documents.homeDocument(facts.busyStatus()));
  const icon = (html: string) => /<link rel="icon"[^>]*href="([^"]*)"/.exec(html)?.[1];
  expect(icon(calm)).not.toBe(icon(trouble));
  expect(icon(await render(documents.homeDocument(facts.status({ services: [] }))))).toContain(
    "stroke-dasharray",
  );
});

test("a hostile title cannot leave its place in the head", async () => {
  const title = `</title><script>alert(1)</script><meta content="`;
  const html = await render(
    documents.homeDocument(facts.status({ openIncidents: [facts.incident({ title })] })),
  );
  expect(html).not.toContain("<script>alert");
  expect(html.match(/<script/g)).toHaveLength(1);
});

test("the policy allows this style sheet, our own script and nothing else", () => {
  const policy = contentSecurityPolicy(css);
  expect(policy).toMatch(/^default-src 'none'; style-src 'sha256-[A-Za-z0-9+/]{43}='; script-src 'self';/);
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy).not.toContain("unsafe");
});
