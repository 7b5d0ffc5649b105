import type { Told } from "@/communications/channels/channel";
import { sentinels } from "@/communications/deliveries/personal-words";
import { renderMarkdown } from "@/lib/markdown";

const at = (clock: string) => new Date(`2026-11-23T${clock}:00Z`);

/** The facts of an update, for what each channel makes of them. */
export function toldOf({
  words = "Cards are **declined** in Europe.",
  ...changes
}: Partial<Told> = {}): Told {
  return {
    pageName: "Larkfield",
    pageUrl: "https://status.larkfield.example",
    zone: { timeZone: "UTC", language: "en" },
    updateId: "upd000000002",
    subjectId: "inc000000001",
    kind: "incident",
    title: "Card payments fail",
    number: 2,
    status: "identified",
    impact: "major",
    services: [{ id: "svc000000001", name: "Checkout", state: "partial_outage" }],
    words,
    html: renderMarkdown(words),
    startedAt: at("12:00"),
    postedAt: at("12:10"),
    nextUpdateBy: at("12:30"),
    window: null,
    url: "https://status.larkfield.example/incidents/inc000000001",
    also: [],
    ...sentinels,
    ...changes,
  };
}

/** An update that its reader has not got yet. */
export const earlierOf = (number: number, words = `Words of update ${number}.`): Told["also"][number] => ({
  title: "Card payments fail",
  number,
  status: "investigating",
  words,
  html: renderMarkdown(words),
  postedAt: at("12:00"),
  url: "https://status.larkfield.example/incidents/inc000000001",
});
