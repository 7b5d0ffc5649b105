import { expect, test } from "vitest";
import type { Actor } from "@/db/context";
import { authorise, type Deed, may } from "./authorise";

const user = (role: "owner" | "liaison" | "viewer"): Actor => ({ kind: "user", id: "u", role, name: role });
const actors = {
  owner: user("owner"),
  liaison: user("liaison"),
  viewer: user("viewer"),
  clock: { kind: "system" },
  visitor: { kind: "visitor" },
} satisfies Record<string, Actor>;

const allowed: Record<Deed, (keyof typeof actors)[]> = {
  speak: ["owner", "liaison"],
  "run the clock": ["clock"],
  "change services": ["owner", "liaison"],
  "change templates": ["owner", "liaison"],
  "decide rules": ["owner", "liaison"],
  "change audiences": ["owner", "liaison"],
  "count reports": ["owner", "liaison", "viewer"],
  "weigh findings": ["owner"],
  "let audiences in": ["owner"],
  "decide plays": ["owner"],
  "read the audit log": ["owner"],
  look: ["owner", "liaison", "viewer", "clock"],
};

test.each(Object.keys(allowed) as Deed[])("who may %s, and nobody else", (deed) => {
  const can = (Object.keys(actors) as (keyof typeof actors)[]).filter((name) => may(actors[name], deed));
  expect(can).toEqual(allowed[deed]);
});

test("a refusal says what was wanted and whom to ask", () => {
  expect(() => authorise(actors.viewer, "speak")).toThrow(
    "You may not speak here. Ask an owner of this page.",
  );
  expect(() => authorise(actors.owner, "speak")).not.toThrow();
});
