import { expect, test } from "vitest";
import type { Role } from "@/lib/vocabulary";
import { decideEntry } from "./decide-entry";

const claims = {
  ...{ sub: "u-1", email: "Ines@Larkfield.example", email_verified: true, name: "Ines Okafor" },
  groups: ["staff"],
};
const group = (groupName: string, role: Role | null, audienceId: string | null = null) => ({
  ...{ groupName, role, audienceId },
});
type Rules = Parameters<typeof decideEntry>[1];
const rules: Rules = {
  ...{ domains: ["larkfield.example"], groupsClaim: "groups", defaultRole: null },
  groups: [group("staff", "viewer")],
};
const enter = (over: object, how: Partial<Rules> = {}) =>
  decideEntry({ ...claims, ...over }, { ...rules, ...how });

test("somebody comes in as what their groups say, under their address in lower case", () => {
  expect(enter({})).toEqual({
    ...{ subject: "u-1", email: "ines@larkfield.example", name: "Ines Okafor" },
    ...{ role: "viewer", byGroups: true, audienceIds: [] },
  });
});

test("of several roles the highest counts, whatever their order", () => {
  const groups = [group("a", "liaison"), group("b", "owner"), group("c", "viewer")];
  for (const names of [["a", "b", "c"], ["c", "b", "a"], ["b"]])
    expect(enter({ groups: names }, { groups })).toMatchObject({ role: "owner" });
});

test("groups say nothing: the usual role, or nothing at the desk", () => {
  expect(enter({ groups: ["others"] })).toMatchObject({ role: null });
  expect(enter({ groups: [] }, { defaultRole: "viewer" })).toMatchObject({ role: "viewer" });
  expect(enter({ groups: undefined })).toMatchObject({ role: null });
});

test("groups make people of audiences, each once; one name instead of a list is one group", () => {
  const groups = [group("board", null, "aud1"), group("staff", null, "aud1"), group("legal", null, "aud2")];
  expect(enter({ groups: ["board", "staff"] }, { groups })).toMatchObject({
    ...{ audienceIds: ["aud1"], role: null, byGroups: false },
  });
  expect(enter({ groups: "legal" }, { groups })).toMatchObject({ audienceIds: ["aud2"] });
});

test.each([false, "false", undefined, "yes", 1, null])(
  "an address that is verified %j lets nobody in",
  (verified) => {
    expect(enter({ email_verified: verified })).toHaveProperty("refused");
  },
);

test.each([
  ...["ines@evil.example", "ines@larkfield.example.evil.example", "ines@sub.larkfield.example"],
  ...["ines@evil.example@larkfield.example.", '"a@larkfield.example"@evil.example'],
])("%s is no address of this provider's", (email) => {
  expect(enter({ email })).toHaveProperty("refused");
});

test("without an address, a subject or anything at all nobody comes in", () => {
  for (const wrong of [{ email: undefined }, { email: "ines" }, { sub: "" }, { sub: undefined }, { sub: 7 }])
    expect(enter(wrong)).toEqual({ refused: "SsoNoEmail" });
  for (const nothing of [null, undefined, "text", []])
    expect(decideEntry(nothing, rules)).toEqual({ refused: "SsoNoEmail" });
});

test("a claim's name finds no property that everything has", () => {
  expect(enter({}, { groupsClaim: "constructor" })).toMatchObject({ role: null });
  expect(enter({ groups: [{ name: "staff" }, 7, null] })).toMatchObject({ role: null });
});
