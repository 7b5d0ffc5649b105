import { expect, test } from "vitest";
import { blocks, reviewAsTheyAre } from "@/status/words/review";
import { templates } from "./presets";

test.each(templates)("the first word “$name” can go out as it is", ({ words, impact }) => {
  const facts = {
    subject: "incident",
    status: "investigating",
    promised: true,
    regions: [],
    impact,
  } as const;
  const notes = reviewAsTheyAre(words, { ...facts, regions: [] }, { mayExpectResolution: false, lint: {} });
  expect(blocks(notes)).toBe(false);
});
