import type { LiveIncident, PastIncident } from "./narrator";

type Service = { name: string; description?: string /** Days it has data for. */; days?: number };

/** Larkfield sells software to shops. Its services, by group. */
export const groups: Record<string, Service[]> = {
  Shop: [
    { name: "Storefront", description: "The shops that shoppers see" },
    { name: "Search" },
    { name: "Checkout", description: "From basket to order" },
    { name: "Card payments" },
    { name: "Wallet payments" },
    { name: "Gift cards" },
  ],
  Merchants: [
    { name: "Merchant dashboard" },
    { name: "Orders" },
    { name: "Inventory" },
    { name: "Payouts", description: "Money to your bank account" },
    { name: "Reports" },
  ],
  Developers: [
    { name: "REST API" },
    { name: "GraphQL API" },
    { name: "Webhooks" },
    { name: "Sandbox", description: "Test shops for developers", days: 55 },
  ],
  Delivery: [{ name: "Shipping labels" }, { name: "Parcel tracking" }, { name: "Returns" }],
  Messages: [{ name: "Email to shoppers" }, { name: "SMS to shoppers" }],
};

/** Under way while somebody looks for the first time. */
export const liveIncident: LiveIncident = {
  title: "Checkout is failing for some customers in Europe",
  severity: "SEV1",
  impact: "major",
  beganMinutesAgo: 30,
  nextUpdateMinutes: 30,
  said: [
    {
      after: 4,
      status: "investigating",
      words:
        "Some shoppers in Europe cannot complete a purchase. We are finding out how many, and will say more soon.",
      states: { Checkout: "partial_outage", "Card payments": "degraded" },
    },
    {
      after: 9,
      status: "investigating",
      words:
        "About **1 in 8 card payments** from shoppers in Europe is declined at the last step. Trying again, or paying with a wallet, often works.",
      states: { "Card payments": "partial_outage" },
    },
    {
      after: 28,
      status: "identified",
      words:
        "We found the cause: a change to how European cards are checked. We are undoing it now. Wallet payments and shops outside Europe work normally. No order has been lost or charged twice.",
    },
  ],
};

export const pastIncidents: PastIncident[] = [
  {
    title: "Webhooks arrived up to 9 minutes late",
    severity: "SEV3",
    impact: "minor",
    days: 2,
    time: "11:04",
    said: [
      {
        after: 6,
        status: "investigating",
        words:
          "Webhooks arrive late, by about five minutes. None is lost: they wait in line and come in order.",
        states: { Webhooks: "degraded" },
      },
      {
        after: 41,
        status: "monitoring",
        words: "We gave the queue more hands. Webhooks are 9 minutes late at worst and catching up.",
      },
      {
        after: 76,
        status: "resolved",
        words: "Webhooks arrive within seconds again. Every one of them was delivered, in order.",
      },
    ],
  },
  {
    title: "Reports showed the numbers of the day before",
    severity: "SEV3",
    impact: "minor",
    days: 3,
    time: "06:30",
    said: [
      {
        after: 10,
        status: "identified",
        words:
          "Reports end with the day before yesterday. The night’s run stopped; we have started it again.",
        states: { Reports: "degraded" },
      },
      { after: 95, status: "resolved", words: "Reports are complete. Nothing in them needs correcting." },
    ],
  },
  {
    title: "Payouts to Nordic banks were delayed",
    severity: "SEV2",
    impact: "major",
    days: 6,
    time: "07:12",
    said: [
      {
        after: 8,
        status: "investigating",
        words: "Payouts to banks in Denmark, Finland, Norway and Sweden have not left this morning.",
        states: { Payouts: "partial_outage" },
      },
      {
        after: 52,
        status: "identified",
        words:
          "A partner bank refuses our files since the night. They are on it with us. Other countries are paid normally.",
      },
      {
        after: 290,
        status: "monitoring",
        words: "The bank accepts our files again. Payouts leave now and arrive today.",
        states: { Payouts: "degraded" },
      },
      {
        after: 388,
        status: "resolved",
        words: "All payouts have left, with today’s date. No money was lost and none was paid twice.",
      },
    ],
  },
  {
    title: "Parcel tracking was slow",
    severity: "SEV4",
    impact: "minor",
    days: 8,
    time: "16:02",
    said: [
      {
        after: 9,
        status: "investigating",
        words: "Tracking pages take up to half a minute to open. Parcels move as usual.",
        states: { "Parcel tracking": "degraded" },
      },
      { after: 45, status: "resolved", words: "Tracking pages open at once again." },
    ],
  },
  {
    title: "Some shoppers saw an empty basket",
    severity: "SEV2",
    impact: "major",
    days: 9,
    time: "19:20",
    said: [
      {
        after: 6,
        status: "investigating",
        words:
          "Some shoppers find their basket empty. We are looking for the baskets, and will say in ten minutes what we know.",
        states: { Checkout: "partial_outage" },
      },
      {
        after: 15,
        status: "identified",
        words:
          "About 1 in 20 baskets is hidden, not deleted. We are bringing them back. No payment is affected.",
      },
      {
        after: 24,
        status: "monitoring",
        words: "Baskets are back. We are counting them.",
        states: { Checkout: "degraded" },
      },
      {
        after: 31,
        status: "resolved",
        words: "Every basket came back. No payment was affected and no data was lost.",
      },
    ],
  },
  {
    title: "Labels for one carrier could not be printed",
    severity: "SEV3",
    impact: "minor",
    days: 11,
    time: "08:40",
    said: [
      {
        after: 12,
        status: "identified",
        words: "Labels for Postways cannot be printed: their service does not answer. Other carriers work.",
        states: { "Shipping labels": "partial_outage" },
      },
      {
        after: 95,
        status: "resolved",
        words: "Labels for Postways print again. Orders that waited can be printed now.",
      },
    ],
  },
  {
    title: "Dashboard and reports loaded slowly",
    severity: "SEV3",
    impact: "minor",
    days: 13,
    time: "13:05",
    said: [
      {
        after: 7,
        status: "investigating",
        words: "The dashboard and reports take 10 to 20 seconds to load. Shops are not touched.",
        states: { "Merchant dashboard": "degraded", Reports: "degraded" },
      },
      { after: 45, status: "resolved", words: "Both load in under a second again." },
    ],
  },
  {
    title: "The APIs refused every request",
    severity: "SEV1",
    impact: "critical",
    days: 34,
    time: "21:14",
    said: [
      {
        after: 3,
        status: "investigating",
        words: "Both APIs refuse all requests. Shops work; apps that talk to us do not.",
        states: { "REST API": "major_outage", "GraphQL API": "major_outage", Webhooks: "degraded" },
      },
      {
        after: 14,
        status: "identified",
        words: "A renewed certificate was not accepted everywhere. We are putting the old one back.",
      },
      {
        after: 22,
        status: "monitoring",
        words: "Requests are answered again. We are watching.",
        states: { "REST API": "operational", "GraphQL API": "operational" },
      },
      {
        after: 50,
        status: "resolved",
        words:
          "Everything works. Requests between 21:14 and 21:36 UTC were refused and can be sent again; nothing was half done.",
      },
    ],
  },
  {
    title: "Text messages to shoppers were late",
    severity: "SEV4",
    impact: "minor",
    days: 63,
    time: "10:20",
    said: [
      {
        after: 15,
        status: "identified",
        words: "Text messages arrive up to an hour late: our carrier has a fault. Email is not touched.",
        states: { "SMS to shoppers": "degraded" },
      },
      { after: 130, status: "resolved", words: "Text messages arrive within seconds again." },
    ],
  },
];
