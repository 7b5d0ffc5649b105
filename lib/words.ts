import { englishApprove } from "./approve-words";
import { englishLetters } from "./letter-words";
import { englishMessages } from "./message-words";
import { englishPush } from "./push-words";
import { englishStakeholder } from "./stakeholder-words";
import { englishSubscriber } from "./subscriber-words";
import { englishSummons } from "./summons-words";
import type { ServiceState, UpdateStatus } from "./vocabulary";

const list = (names: string[]) =>
  new Intl.ListFormat("en-GB", { style: "long", type: "conjunction" }).format(names);
const count = (n: number, one: string, many: string) => `${n} ${n === 1 ? one : many}`;

/** What the public reads on pages, in feeds and in letters. One language is one object of this shape. */
const english = {
  states: {
    operational: "Operational",
    under_maintenance: "Maintenance",
    degraded: "Degraded",
    partial_outage: "Partial outage",
    major_outage: "Major outage",
  } satisfies Record<ServiceState, string>,
  notConfirmed: "Not confirmed",
  statuses: {
    investigating: "Investigating",
    identified: "Identified",
    monitoring: "Monitoring",
    resolved: "Resolved",
    scheduled: "Scheduled",
    in_progress: "In progress",
    verifying: "Verifying",
    completed: "Completed",
    cancelled: "Cancelled",
  } satisfies Record<UpdateStatus, string>,

  site: {
    status: "Status",
    title: (page: string) => `${page} status`,
    skip: "Skip to status",
    navigation: "Site",
    history: "History",
    maintenance: "Maintenance",
    subscribe: "Subscribe",
    asOf: "As of",
    lastConfirmed: "Last confirmed",
    ago: "ago",
    allTimes: "all times",
    news: "There is news.",
    older:
      "This page is older than the update that was promised. There may be newer words, which have not reached it.",
    reload: "Show it",
    keeps: "This page keeps the last confirmed answer, and says how old it is when it cannot confirm it.",
    help: "Ask for help",
    uptime: "How uptime is counted",
    made: "Made with Drawbridge",
  },

  lead: {
    calm: "Everything is working",
    allServices: (n: number) => (n === 1 ? "the only service" : `all ${n} services`),
    empty: "This page is being set up",
    emptyWord: "Nothing listed yet",
    emptyDek: "No service is listed here yet, so there is nothing to say about how they are.",
    oneAffected: (name: string, state: ServiceState) => `${name} ${affectedWords[state]}`,
    someAffected: (n: number) => `${n} services are not working as they should`,
    since: "since",
    openFor: "for",
    asPlanned: "as planned",
    moreOpen: (n: number) => count(n, "more incident is open", "more incidents are open"),
    affected: (names: string[], state: ServiceState) =>
      `${list(names)} ${names.length === 1 ? affectedWords[state] : affectedManyWords[state]}.`,
    othersWork: (n: number) =>
      n === 1 ? "The other service is working." : `The other ${n} services are working.`,
    calmFor: "Nothing has been wrong for",
    lastIncident: "The last incident,",
    ended: "ended on",
    quiet: "No incident in the past 14 days.",
    nextWork: "The next planned work is on",
    staleTitle: "We cannot confirm the current state",
    staleWhy: "This page has lost its connection to the place our status comes from.",
    staleAt: "At",
    staleCalm: "everything was working.",
    staleTrouble: (title: string) => `this was open: ${title}.`,
    staleWork: (title: string) => `this planned work was under way: ${title}.`,
    staleEmpty: "nothing was listed.",
    staleSince: "Since then we do not know, so we show nothing as working.",
    staleLast: "last confirmed",
    staleNow: "not known",
    staleTrust: "If something looks broken to you, trust that.",
    staleSupport: "People can be reached here:",
    deck: "All services, day by day. Taller is worse; lifted is planned work.",
    allTogether: "All services together",
    today: "today",
  },

  promise: {
    title: "Update overdue",
    nextBy: "Next update by",
    overdue: "Our update is",
    overdueBy: "overdue",
    promisedBy: "we promised it by",
    last: "last update",
    began: "began",
    promised: "promised",
    missed: "promised, missed",
    now: "now",
    trueAt: "What you read here was true at",
    follow: "Follow this incident",
    timeline: "Full timeline",
  },

  updates: {
    heading: "Updates",
    newestFirst: "Newest first.",
    none: "No updates yet.",
    firstBy: "First by",
    all: (n: number) => `All ${n} updates`,
    corrected: "Corrected at",
    before: "Before, it said:",
    count: (n: number) => count(n, "update", "updates"),
    /** An update without news, whole. */
    reminder: (at: string) => `A reminder, as was decided beforehand. What we said at ${at}:`,
    nothingNew: (since: string, by: string, watching: boolean) =>
      `Nothing new since ${since}. ${watching ? "We keep watching" : "Work goes on"}; we speak again by ${by}.`,
    became: (from: ServiceState, to: ServiceState) =>
      from === to ? english.states[to] : `${english.states[from]}, now ${english.states[to].toLowerCase()}`,
  },

  services: {
    heading: "Services",
    none: "No service is listed yet.",
    oneMark: "One mark is one day:",
    marks: { working: "working", degraded: "degraded", partial: "partial", major: "major" },
    lifted: "lifted: maintenance",
    gap: "gap: no data",
    others: "Other services",
    allWorking: (n: number) => (n === 1 ? "working" : `all ${n} working`),
    someAffected: (affected: number, all: number) => `${affected} of ${all} affected`,
    uptime: "uptime",
    noUptime: "not known yet",
    uptimeNote: "The percentage is uptime over 90 days. Planned maintenance is left out.",
    days: (n: number) => `${n} days`,
    noTrouble: "no trouble",
    dayCounts: {
      major_outage: (n: number) => `${count(n, "day", "days")} of major outage`,
      partial_outage: (n: number) => `${count(n, "day", "days")} of partial outage`,
      degraded: (n: number) => `${count(n, "day", "days")} degraded`,
      under_maintenance: (n: number) => `${count(n, "day", "days")} with maintenance`,
      no_data: (n: number) => `${count(n, "day", "days")} without data`,
    },
  },

  maintenance: {
    heading: "Planned work",
    none: "Nothing is planned.",
    calendarAll: "Add every window to your calendar",
    calendarKeeps: "and it keeps itself current.",
    calendar: "Add to calendar",
    details: "What we are doing",
    span: {
      ahead: "Planned to end by",
      late: "This work is",
      lateBy: "over its time",
      agreed: "it was to end by",
      from: "started",
      by: "planned end",
      missed: "planned end, missed",
    },
    to: "to",
    begins: "Begins",
    length: "Length",
    touched: "Services",
  },

  past: {
    heading: "Past 14 days",
    daysNotListed: "Days not listed had no incident.",
    none: "Nothing in 14 days.",
    earlier: "Earlier history",
    resolvedWas: (state: ServiceState) => `Resolved, was ${english.states[state].toLowerCase()}`,
    to: "to",
    stillOpen: "still open",
  },

  incident: {
    began: "Began",
    soFar: "So far",
    stillOpen: "still going on",
    lasted: "Lasted",
    ended: "Ended",
    firstWord: "First word",
    afterBegan: "after it began",
    nextBy: "Next update by",
    overTime: "Affected over time",
    overTimeHow: "How each service did, as we said it at the time. Corrections stay visible.",
    follow: "Follow this incident",
    followHow: "You hear each update and the end. Nothing else is sent.",
    followAsk: "We ask for your email on the next page.",
    followAct: "Follow until it is over",
    span: (state: string, from: string, until: string) => `${state} from ${from} to ${until}`,
  },

  subscribe: {
    heading: "Hear from us",
    how: "We write only when something you chose breaks, changes or is planned. One click stops it.",
    email: "Email",
    placeholder: "you@company.example",
    submit: "Send me a link to confirm",
    detail: "How much",
    everyUpdate: "Every update",
    openedAndResolved: "Only when it starts and when it is over",
    scope: "About",
    allServices: (n: number) => (n === 1 ? "The only service" : `All ${n} services, and new ones`),
    chosenServices: "Only services I choose",
    trap: "Leave this empty",
    withoutEmail: "Without email:",
    calendar: "Calendar",
    otherWays: "Slack, webhook and more",
  },

  history: {
    heading: "History",
    month: (month: string) => `What happened in ${month}`,
    none: "Nothing happened in this month.",
    nothingYet: "Nothing has happened yet.",
    earlier: "Earlier",
    later: "Later",
    months: "Months",
    everyMonth: "Every month with an incident or planned work.",
    monthsNone: "No month has anything to show yet.",
    counts: (incidents: number, maintenances: number) =>
      [
        incidents && count(incidents, "incident", "incidents"),
        maintenances && count(maintenances, "planned work", "planned works"),
      ]
        .filter(Boolean)
        .join(", "),
    uptimeHeading: "How uptime is counted",
  },

  /** Each is a paragraph. The weights are those of status/services. */
  uptimeRule: [
    "Uptime is the share of the last 90 days in which a service worked, counted from what we said at the time.",
    "A major outage counts fully as time down, a partial outage counts as three tenths of it, and degraded counts as up.",
    "Planned maintenance is left out of the count altogether, and so is the time before we began to watch a service. The figure is rounded down.",
  ],

  notFound: {
    title: "There is no page here",
    body: "The address does not exist. It has not been removed by an incident:",
    home: "the status page is here",
    confirmed: "and was confirmed at",
    history: "Looking for an incident? The history lists every one.",
    code: "Error 404",
  },

  feeds: {
    title: (page: string) => `${page} status: every update`,
    description: "One entry for every update of an incident or of planned work.",
    calendar: (page: string) => `${page}: planned work`,
    nextBy: (time: string) => `Next update by ${time}.`,
  },

  approve: englishApprove,
  letters: englishLetters,
  messages: englishMessages,
  push: englishPush,
  subscriber: englishSubscriber,
  stakeholder: englishStakeholder,
  summons: englishSummons,

  /** "1 h 16 min", "2 d 3 h": how long something lasted. */
  duration(milliseconds: number): string {
    const minutes = Math.max(0, Math.round(milliseconds / 60_000));
    const [days, hours, rest] = [Math.floor(minutes / 1440), Math.floor((minutes % 1440) / 60), minutes % 60];
    const parts = days
      ? [`${days} d`, hours && `${hours} h`]
      : [hours && `${hours} h`, (rest || !hours) && `${rest} min`];
    return parts.filter(Boolean).join(" ");
  },
  list,
};

const affectedWords: Record<ServiceState, string> = {
  operational: "is working",
  under_maintenance: "is under planned maintenance",
  degraded: "is degraded",
  partial_outage: "is partly down",
  major_outage: "is down",
};
const affectedManyWords: Record<ServiceState, string> = {
  operational: "are working",
  under_maintenance: "are under planned maintenance",
  degraded: "are degraded",
  partial_outage: "are partly down",
  major_outage: "are down",
};

export type Words = typeof english;

const languages: Record<string, Words> = { en: english };

/** The languages there are words in, each by its own name. */
export const languageNames: Record<string, string> = { en: "English" };

/** The words of a page's language; English where we have no translation. */
export function wordsFor(language: string): Words {
  return languages[language.slice(0, 2)] ?? english;
}
