import { readFileSync } from "node:fs";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { beforeAll, describe, expect, test } from "vitest";
import * as documents from "@/app/(public)/documents";
import { contentSecurityPolicy, renderDocument } from "@/app/(public)/html";
import { compileCss } from "@/components/public/css-text.cjs";
import * as facts from "@/components/public/fixtures";
import { slim } from "@/components/public/script-text.cjs";

/**
 * What a public page may weigh. A connection's first flight is ten packets (RFC 6928): an answer that fits in it, and
 * waits for no other file, is painted one round trip after the connection. `npm run bench:lighthouse` judges the whole.
 */
const firstFlightBytes = 10 * 1460;
/** Status line and headers, the policy among them, with room for what a balancer adds. */
const headBytes = 1_600;
const scriptBytesMax = 3_000;

const cssFile = "components/public/public.css";
let css = "";
beforeAll(async () => {
  css = await compileCss(readFileSync(cssFile, "utf8"), cssFile);
});

const busy = facts.busyStatus();
const { page, openIncidents, pastIncidents, maintenances } = busy;
const month = {
  ...{ page, month: "2026-11", earlier: "2026-10", later: null },
  ...{ incidents: [...openIncidents, ...pastIncidents], maintenances },
};
const pages = {
  "a calm page": documents.homeDocument(facts.status()),
  "a busy page of 20 services and 8 incidents": documents.homeDocument(busy),
  "an incident": documents.incidentDocument(page, openIncidents[0]!),
  "a maintenance": documents.maintenanceDocument(page, maintenances[0]!),
  "a month of history": documents.historyDocument(page, "/history", month, ["2026-11", "2026-10"]),
  "what is not there": documents.notFoundDocument(page),
};

describe.each(Object.entries(pages))("%s", (_, document) => {
  let html = "";
  beforeAll(async () => {
    html = await renderDocument({ ...document, css, publicUrl: "https://status.example" });
  });

  test("arrives whole in the first flight, as gzip and as brotli", () => {
    const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } };
    for (const body of [gzipSync(html, { level: 6 }), brotliCompressSync(html, quality)])
      expect(headBytes + body.length).toBeLessThanOrEqual(firstFlightBytes);
  });

  test("waits for no other file before it is painted", () => {
    expect(html).not.toMatch(/<link[^>]+rel="(?:stylesheet|preload|modulepreload|preconnect|import)"/);
    expect(html).not.toMatch(/@import|@font-face|url\((?!["']?(?:data:|#))/);
    const scripts = [...html.matchAll(/<script([^>]*)>/g)].map(([, attributes]) => attributes!);
    expect(scripts.filter((attributes) => !/\b(?:async|defer|type="module")/.test(attributes))).toEqual([]);
  });

  test("asks for one file more: its script, from our own origin", () => {
    const asked = [
      ...html.matchAll(
        /<(?:script|img|iframe|audio|video|source|embed|object)\b[^>]*?(?:src|data)="([^"]*)"/g,
      ),
    ];
    expect(asked.map(([, url]) => url).filter((url) => !url!.startsWith("data:"))).toEqual(["/page.js"]);
    const icons = [...html.matchAll(/<link[^>]+rel="icon"[^>]+href="([^"]{0,20})/g)].map(([, url]) => url);
    expect(icons.every((url) => url!.startsWith("data:"))).toBe(true);
  });

  test("says in the head what it is about", () => {
    expect(html).toMatch(/<html lang="[a-z-]+"/);
    expect(html).toMatch(/<meta name="description" content="[^"]{5,}"/);
    expect(html).toMatch(/<meta name="viewport" content="width=device-width,initial-scale=1"/);
    expect(html).toMatch(/<title>[^<]{5,}<\/title>/);
  });
});

test("the script is small", () => {
  const script = slim(readFileSync("components/public/page-script.mjs", "utf8"));
  expect(gzipSync(script, { level: 6 }).length).toBeLessThanOrEqual(scriptBytesMax);
});

test("the policy fits into the room that the head was given", () => {
  expect(contentSecurityPolicy(css).length).toBeLessThan(400);
});
