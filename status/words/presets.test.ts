import { expect, test } from "vitest";
import { presetNames, presets } from "./presets";
import { reviewWords } from "./review";
import { WordTemplate } from "./templates/schemas";

const startedAt = new Date("2026-11-23T13:52:00Z");
const facts = {
  subject: "incident" as const,
  title: "Card payments fail",
  impact: "major" as const,
  services: [{ name: "Checkout", state: "partial_outage" as const }],
  regions: ["Europe"],
  startedAt,
  now: new Date("2026-11-23T14:36:40Z"),
};
const all = presetNames.flatMap((audience) => presets[audience].map((preset) => ({ audience, ...preset })));

test.each(all)(
  "$audience, $name: once its questions are answered, the lint has no word against it",
  (preset) => {
    const audience = {
      mayExpectResolution: preset.audience === "executives",
      lint: {},
      timeZone: "UTC",
      language: "en",
    };
    const { status } = preset;
    const nextUpdateBy = status === "resolved" ? null : new Date("2026-11-23T15:00:00Z");
    const asked = reviewWords(preset.words, { ...facts, status, nextUpdateBy }, audience);
    expect(asked.notes.filter(({ title }) => title.startsWith("Not filled"))).toEqual([]);
    const answered = preset.words.replace(/\{\{\?[^}]*\}\}/g, "one in twenty");
    const { notes } = reviewWords(answered, { ...facts, regions: [], status, nextUpdateBy }, audience);
    const others = notes.filter(({ title }) => title !== "Not filled: region");
    expect(
      others.map(({ title, range }) => `${title} ${range && answered.slice(range.from, range.to)}`),
    ).toEqual([]);
  },
);

test.each(all)("$audience, $name: can be added as it is", ({ name, status, words }) => {
  const template = { name, status, words, audienceId: null, incidentType: null };
  expect(WordTemplate.safeParse(template).success).toBe(true);
});

test("every audience has ready words for the first word and the last", () => {
  for (const name of presetNames) {
    const stages = presets[name].map(({ status }) => status);
    expect(stages).toContain("investigating");
    expect(stages).toContain("resolved");
  }
});
