import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

/** What writes words that readers see, by what it calls. Planned work is announced in advance and has no approvals. */
const writes = /\binsertUpdate\(|\.(update|insert)\(updateWords\)/;
const withoutIncidents = ["status/updates/", "status/maintenances/"];

test("every verb that writes words about an incident asks whether they may be published", () => {
  const files = ["status", "communications", "app"].flatMap((room) =>
    readdirSync(room, { recursive: true, encoding: "utf8" })
      .map((name) => join(room, name).replaceAll("\\", "/"))
      .filter((name) => /(?<!\.test)\.tsx?$/.test(name) && !name.includes("/testing/")),
  );
  const writing = files.filter(
    (file) =>
      writes.test(readFileSync(file, "utf8")) && !withoutIncidents.some((room) => file.startsWith(room)),
  );
  expect(writing.length).toBeGreaterThan(4);
  // A rule gives the public's words on, and only to audiences that need nobody's yes.
  const around = writing.filter(
    (file) => !/\b(clearWords|neededApprovals)\(/.test(readFileSync(file, "utf8")),
  );
  expect(around).toEqual([]);
});
