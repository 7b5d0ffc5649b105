import type { Work } from "./narrator";

/** What Larkfield plans, and what it planned and did. */
export const plannedWork: Work[] = [
  {
    title: "Payouts: moving to a faster database",
    words:
      "Payouts will pause for up to 20 minutes, then catch up on their own. Nothing is lost; the dashboard may show yesterday’s balance.",
    services: ["Payouts", "Reports"],
    days: 2,
    time: "02:00",
    minutes: 90,
  },
  {
    title: "Sandbox: renewal of certificates",
    words: "Test requests may need one retry. Live shops are not touched.",
    services: ["Sandbox"],
    days: 7,
    time: "09:00",
    minutes: 15,
  },
];

export const doneWork: Work[] = [
  {
    title: "Search: a new index",
    words:
      "Search keeps working while we build the new index. Results may be in another order for a few minutes.",
    services: ["Search"],
    days: -9,
    time: "03:00",
    minutes: 60,
  },
  {
    title: "Merchant dashboard: database upgrade",
    words:
      "The dashboard can be read, but not changed, for about half an hour. Shops and checkout work normally.",
    services: ["Merchant dashboard", "Orders"],
    days: -37,
    time: "04:00",
    minutes: 45,
  },
];
