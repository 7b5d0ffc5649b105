import { expect, test } from "vitest";
import { isHidden, isPublications, plainPath } from "./address";

test.each([
  "/p",
  "/p/public",
  "/p/public?x=1",
  "/P/public",
  "//p/public",
  "/./p/public",
  "/desk/../p/public",
  "/%70/public",
  "/desk/%2e%2e/p/public",
  "/p%2Fpublic",
  "/\\p\\public",
  "/api/regenerate",
  "/api/publication",
  "/api/publication/paths",
  "/api//publication/paths",
])("%s is hidden", (target) => {
  expect(isHidden(plainPath(target)!)).toBe(true);
});

test.each(["/", "/page.js", "/desk/publication", "/api/publications", "/public", "/?next=/p/public"])(
  "%s is not hidden",
  (target) => {
    expect(isHidden(plainPath(target)!)).toBe(false);
  },
);

test.each(["http://elsewhere/p/public", "*", "/%E0%A4%A"])("%s cannot be read", (target) => {
  expect(plainPath(target)).toBeNull();
});

test.each([
  "/incidents/abc",
  "/maintenances/abc.ics",
  "/history/2026-11",
  "/%68istory/2026-11",
  "/api/v2/x.json",
])("%s is the publication's to answer", (target) => {
  expect(isPublications(plainPath(target)!)).toBe(true);
});

test("the desk's own incidents are the app's", () => {
  expect(isPublications("/desk/incidents/abc")).toBe(false);
});
