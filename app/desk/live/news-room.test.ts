import { expect, test } from "vitest";
import type { News } from "@/db/record-event";
import { desksMax, desksPerPersonMax, NewsRoom } from "./news-room";

const news: News = { event: 7, version: 3, kind: "incident_opened", incident: "abcdefghijkl" };

function staged() {
  const ears: ((news: News | null) => void)[] = [];
  let stopped = 0;
  const room = new NewsRoom((heard) => {
    ears.push(heard);
    return () => stopped++;
  });
  return { room, ears, stopped: () => stopped };
}

test("many desks hear through one ear, which closes when the last one leaves", () => {
  const { room, ears, stopped } = staged();
  const heard: string[] = [];
  const leaveOne = room.enter("ines", () => heard.push("one"))!;
  const leaveTwo = room.enter("jun", () => heard.push("two"))!;
  expect(ears).toHaveLength(1);
  ears[0]!(news);
  expect(heard).toEqual(["one", "two"]);
  leaveOne();
  ears[0]!(news);
  expect(heard).toEqual(["one", "two", "two"]);
  expect(stopped()).toBe(0);
  leaveTwo();
  expect(stopped()).toBe(1);
  room.enter("ines", () => undefined);
  expect(ears).toHaveLength(2);
});

test("a desk that fails is left out, and the others still hear", () => {
  const { room, ears } = staged();
  let calls = 0;
  room.enter("ines", () => {
    calls++;
    throw new Error("The stream is closed.");
  });
  const heard: (News | null)[] = [];
  room.enter("jun", (one) => heard.push(one));
  ears[0]!(news);
  ears[0]!(null);
  expect(calls).toBe(1);
  expect(heard).toEqual([news, null]);
});

test("one person cannot take every place, and a full room lets nobody in until somebody leaves", () => {
  const { room } = staged();
  const leave = room.enter("ines", () => undefined)!;
  for (let n = 1; n < desksPerPersonMax; n++) room.enter("ines", () => undefined);
  expect(room.enter("ines", () => undefined)).toBeNull();
  for (let n = desksPerPersonMax; n < desksMax; n++) {
    expect(room.enter(`person ${n}`, () => undefined)).not.toBeNull();
  }
  expect(room.enter("late", () => undefined)).toBeNull();
  leave();
  expect(room.enter("late", () => undefined)).not.toBeNull();
});

test("where nothing can be heard nobody enters", () => {
  expect(new NewsRoom(() => null).enter("ines", () => undefined)).toBeNull();
});
