import { expect, test } from "vitest";
import { whatToPublish } from "./what-to-publish";

const at = (time: string) => new Date(`2026-11-23T${time}Z`);
const last = { version: 7, at: at("12:00:00") };
const calm = { version: 7, promises: [] };
const open = { version: 7, promises: [at("12:00:30")] };

test("a new version is published, and the first look makes the pages anew: they are of another hour", () => {
  expect(whatToPublish({ ...calm, version: 8 }, last, at("12:00:01"))).toBe("changed");
  expect(whatToPublish(calm, null, at("12:00:01"))).toBe("refresh");
});

test("a calm page is left alone until the next quarter of an hour: then a new day may have begun somewhere", () => {
  expect(whatToPublish(calm, last, at("12:14:59"))).toBeNull();
  expect(whatToPublish(calm, last, at("12:15:00"))).toBe("refresh");
  expect(whatToPublish(calm, { ...last, at: at("18:14:00") }, at("18:15:01"))).toBe("refresh");
  expect(whatToPublish(calm, { ...last, at: at("18:15:01") }, at("18:29:59"))).toBeNull();
});

test("the moment a promise lapses, readers are told that it is overdue, once", () => {
  expect(whatToPublish(open, last, at("12:00:29"))).toBeNull();
  expect(whatToPublish(open, last, at("12:00:30"))).toBe("refresh");
  expect(whatToPublish(open, { ...last, at: at("12:00:31") }, at("12:00:32"))).toBeNull();
});

test("after the clock went back, the pages are made anew: what they show is of an hour that is still to come", () => {
  const ahead = { ...last, at: at("12:40:00") };
  expect(whatToPublish(open, ahead, at("12:00:10"))).toBe("refresh");
  expect(whatToPublish(calm, ahead, at("12:00:10"))).toBe("refresh");
});

test("under an open incident the page is made anew each minute", () => {
  expect(whatToPublish({ ...open, promises: [at("13:00:00")] }, last, at("12:01:00"))).toBe("refresh");
});
