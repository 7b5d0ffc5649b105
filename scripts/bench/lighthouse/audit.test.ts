import { expect, test } from "vitest";
import { readReport } from "./audit";

test("a report is read: points of 100, the first paint, and what cost points", () => {
  const json = JSON.stringify({
    categories: { performance: { score: 0.994 }, seo: { score: 1 } },
    audits: {
      "first-contentful-paint": { title: "First Contentful Paint", score: 1, numericValue: 612.4 },
      "meta-description": { title: "Document does not have a meta description", score: 0 },
      "not-applicable": { title: "No video", score: null },
    },
  });
  expect(readReport(json)).toEqual({
    scores: { performance: 99, seo: 100 },
    firstPaintMilliseconds: 612,
    failed: ["meta-description: Document does not have a meta description"],
  });
});
