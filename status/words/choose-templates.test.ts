import { expect, test } from "vitest";
import { chooseTemplates } from "./choose-templates";

const make = (name: string, over: object = {}) => ({
  ...{ name, status: "identified" as const, audienceId: null, incidentType: null, position: 0 },
  ...over,
});
const moment = { status: "identified", audienceId: "executives", incidentType: "data" } as const;
const names = (templates: ReturnType<typeof make>[]) =>
  chooseTemplates(templates, moment).map(({ name }) => name);

test("the most specific ready words come first: audience before type before none", () => {
  const templates = [
    make("for all"),
    make("for data", { incidentType: "data" }),
    make("for executives", { audienceId: "executives" }),
    make("for executives and data", { audienceId: "executives", incidentType: "data" }),
  ];
  expect(names(templates)).toEqual(["for executives and data", "for executives", "for data", "for all"]);
});

test("words for another stage, audience or type are not offered", () => {
  const templates = [
    make("over", { status: "resolved" }),
    make("for legal", { audienceId: "legal" }),
    make("for security", { incidentType: "security" }),
  ];
  expect(names(templates)).toEqual([]);
});

test("of the same kind, the order is the one that was given", () => {
  expect(names([make("b", { position: 1 }), make("c", { position: 0 }), make("a", { position: 1 })])).toEqual(
    ["c", "a", "b"],
  );
});
