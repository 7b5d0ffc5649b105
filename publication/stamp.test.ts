import { expect, test } from "vitest";
import { stampAt, stampHtml } from "./stamp";
import { html } from "./testing/small-app";

const confirmedAt = Date.parse("2026-11-23T14:22:07.123Z");
const minutes = 60_000;
const page = (milliseconds: number) =>
  stampHtml(html("<p>Words</p>"), stampAt(confirmedAt, confirmedAt + milliseconds));

test("a page is trusted for sixty seconds after its confirmation, and no longer", () => {
  expect(stampAt(confirmedAt, confirmedAt + minutes).confirmed).toBe(true);
  expect(stampAt(confirmedAt, confirmedAt + minutes + 1).confirmed).toBe(false);
});

test("a clock that jumped back does not make an old page look confirmed", () => {
  expect(stampAt(confirmedAt, confirmedAt - 60 * minutes).confirmed).toBe(false);
});

test("a confirmed page says when it was confirmed, everywhere, in its own zone", () => {
  const stamped = page(5_000);
  const time = '<time data-as-of data-zone="UTC" datetime="2026-11-23T14:22:07.123Z">14:22:07 UTC</time>';
  expect(stamped.split(time)).toHaveLength(3);
  expect(stamped).toContain('data-confirmed="yes"');
  expect(stamped).toContain("<title>All services operational · Acme status</title>");
  const berlin = html("").replaceAll('data-as-of data-zone="UTC"', 'data-as-of data-zone="Europe/Berlin"');
  expect(stampHtml(berlin, stampAt(confirmedAt, confirmedAt))).toContain(">15:22:07 CET</time>");
});

test("a page that is held for weeks says the day of its confirmation, not the day it was made", () => {
  const day = (at: string) => `<time data-as-of data-as="day" data-zone="Asia/Tokyo" datetime="${at}">`;
  const made = html(`${day("2026-11-01T08:00:00.000Z")}Sunday 1 November 2026</time>`);
  expect(
    stampHtml(made, stampAt(Date.parse("2026-11-23T15:00:00Z"), Date.parse("2026-11-23T15:00:01Z"))),
  ).toContain(`${day("2026-11-23T15:00:00.000Z")}Tuesday 24 November 2026</time>`);
});

test("a page that nobody confirmed keeps its last confirmation and says its age in words", () => {
  const stale = page(20 * minutes);
  expect(stale).toContain('data-confirmed="no"');
  expect(stale).not.toContain('data-confirmed="yes"');
  expect(stale).toContain('datetime="2026-11-23T14:22:07.123Z">14:22:07 UTC</time>');
  expect(stale).toContain('<span data-age="">20 minutes</span>');
});

test("neither title, preview nor icon of an unconfirmed page says that all is well", () => {
  const stale = page(20 * minutes);
  expect(stale).toContain("<title>Not confirmed · Acme status</title>");
  expect(stale).toContain('<meta name="description" content="Not confirmed · Acme status"/>');
  expect(stale).toContain('href="data:gray" data-stale="data:gray"');
});

test.each([
  [2 * minutes, "2 minutes"],
  [61_000, "1 minute"],
  [119 * minutes, "119 minutes"],
  [120 * minutes, "2 hours"],
  [3 * 24 * 60 * minutes, "3 days"],
])("after %i ms the age is %s", (age, words) => {
  expect(page(age)).toContain(`<span data-age="">${words}</span>`);
});

test("the same wording has the same key, another wording another", () => {
  const key = (milliseconds: number) => stampAt(confirmedAt, confirmedAt + milliseconds).key;
  expect(key(1_000)).toBe(key(50_000));
  expect(key(2 * minutes)).toBe(key(2 * minutes + 59_000));
  expect(new Set([key(0), key(2 * minutes), key(3 * minutes)]).size).toBe(3);
});
