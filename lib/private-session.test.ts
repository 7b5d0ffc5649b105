import { expect, test } from "vitest";
import { openSession, privateSessionHours, signSession } from "./private-session";

const now = new Date("2026-11-23T14:00:00Z");
const later = (hours: number) => new Date(now.getTime() + hours * 3_600_000);
const who = { audienceId: "aaaaaaaaaaaa", subscriberId: "ssssssssssss" };
const value = signSession(who, now, "secret");

test("a session is its holder's until it ends", () => {
  expect(openSession(value, who.audienceId, now, "secret")).toBe(who.subscriberId);
  expect(openSession(value, who.audienceId, later(privateSessionHours - 0.01), "secret")).toBe(
    who.subscriberId,
  );
  expect(openSession(value, who.audienceId, later(privateSessionHours), "secret")).toBeNull();
});

test("another audience, another secret, another holder or a later end are forgeries", () => {
  const [id, until, sign] = value.split(".");
  expect(openSession(value, "bbbbbbbbbbbb", now, "secret")).toBeNull();
  expect(openSession(value, who.audienceId, now, "other")).toBeNull();
  for (const forged of [
    `tttttttttttt.${until}.${sign}`,
    `${id}.${Number(until) + 1}.${sign}`,
    `${id}.${until}.`,
    `${id}.${until}`,
    "",
    "...",
  ])
    expect(openSession(forged, who.audienceId, now, "secret")).toBeNull();
});
