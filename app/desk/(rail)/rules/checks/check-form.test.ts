import { expect, test } from "vitest";
import { Check } from "@/communications/rules/check-rules";
import { filledCheck, readCheckForm } from "./check-form";

const check = Check.parse({
  name: "Executives hear of the worst",
  facts: {
    ...{ happens: null, severity: "SEV1", impact: "critical", type: "data", services: ["checkout"] },
    ...{
      regions: ["Europe"],
      accounts: ["Acme"],
      at: "2026-03-01T22:30:00Z",
      unresolvedMinutes: 45,
      drill: true,
    },
  },
  hears: ["executives", "deputy"],
  doesNotHear: ["ada@larkfield.example"],
});

test("what the form shows of a check is what it sends back", () => {
  const { facts, name, hears, doesNotHear } = filledCheck(check);
  const form = new FormData();
  const { services, regions, accounts, drill, happens, ...single } = facts;
  for (const [field, value] of Object.entries(single)) form.set(field, String(value ?? ""));
  for (const service of services) form.append("services", service);
  form.set("regions", regions.join(", "));
  form.set("accounts", accounts.join(", "));
  if (drill) form.set("drill", "yes");
  form.set("happens", happens ?? "");
  form.set("name", name);
  form.set("hears", hears.join("\r\n"));
  form.set("doesNotHear", doesNotHear.join("\n"));
  form.set("before", name);
  const sent = readCheckForm(form);
  expect(sent.before).toBe(check.name);
  expect(Check.parse(sent.check)).toEqual(check);
});

test("a new one begins with the most ordinary moment and names nobody", () => {
  expect(filledCheck(null)).toMatchObject({
    name: "",
    facts: { happens: "opened" },
    hears: [],
    doesNotHear: [],
  });
});
