import type { IncidentRole } from "./vocabulary";

const list = (names: string[]) => new Intl.ListFormat("en-GB").format(names);

/** What roles of an incident are called, also where the desk says it. */
export const incidentRoleWords = {
  commander: "Commander",
  deputy: "Deputy",
  scribe: "Scribe",
  customer_liaison: "Customer liaison",
  internal_liaison: "Internal liaison",
  legal: "Legal approver",
} satisfies Record<IncidentRole, string>;

/** The words of letters; a part of the catalogue in lib/words. */
export const englishLetters = {
  services: (names: string[]) =>
    names.length < 3 ? list(names) : `${names[0]} and ${names.length - 1} more services`,
  stateAndStatus: (who: string, state: string, status: string) => `${who}: ${state}, ${status}`,
  resolved: (who: string) => `${who}: resolved`,
  work: {
    scheduled: (who: string, when: string) => `${who}: planned work on ${when}`,
    in_progress: (who: string) => `${who}: planned work has begun`,
    verifying: (who: string) => `${who}: planned work is being checked`,
    completed: (who: string) => `${who}: planned work is completed`,
    cancelled: (who: string) => `${who}: planned work is cancelled`,
  },
  number: (n: number) => `Update ${n}`,
  since: (time: string) => `since ${time}`,
  nextBy: (time: string) => `Next update by ${time}`,
  notPromised: "No time is promised for the next update.",
  over: "This is over. No further update is planned.",
  window: (from: string, until: string) => `${from} to ${until}`,
  timeline: "See the full timeline",
  earlier: (n: number) =>
    n === 1 ? "Also new to you: an earlier update" : `Also new to you: ${n} earlier updates`,
  earlierMore: (n: number) => `And ${n} more: they are all on the page.`,
  why: "You get this because",
  less: "Hear less",
  stop: "Stop all mail with one click",
  sentOnce: (page: string) => `${page}. Each update is sent once to you.`,

  confirm: {
    subject: (page: string) => `Confirm that ${page} may write to you`,
    heading: "One click left",
    asked: (page: string, wish: string) =>
      `Somebody, most likely you, asked ${page} to write to this address about ${wish}.`,
    act: "Open the page to confirm",
    press: "On that page is a button. We ask for a press, because mail scanners open links on their own.",
    lasts: (hours: number) =>
      `The link works once, for ${hours} hours. Not you? Delete this letter: without the press, nothing is kept.`,
  },
  channelFailing: {
    subject: (page: string, channel: string) => `${page} stopped writing to your ${channel}`,
    heading: "We stopped writing to it",
    failed: (channel: string, address: string, since: string) =>
      `Since ${since}, our messages to ${channel} (${address}) fail. We have switched it off.`,
    last: (reason: string) => `What failed last: ${reason}.`,
    missed: "What happened meanwhile is on the status page; it is not sent later.",
    act: "Look, and switch it on again",
    press: "On that page is a button. It needs no password: the link is your key.",
    why: (page: string) =>
      `${page} writes to you because this address was named as the one to tell when that happens. Nothing else is sent to it.`,
  },
  incidentRoles: incidentRoleWords,
  roleOffer: {
    subject: (incident: string, role: string) => `You are asked to be ${role}: ${incident}`,
    heading: (role: string) => `You are asked to be ${role}`,
    asked: (by: string, incident: string) => `${by} asks you, for this incident: ${incident}.`,
    unanswered: "Nobody answered before you.",
    act: "Open the incident to answer",
    lasts: (minutes: number) =>
      `Accept or decline there with one press. Without an answer within ${minutes} minutes, somebody else is asked.`,
  },
  summons: {
    subject: (severity: string, incident: string, role: string) =>
      `${severity} ${incident}: you are summoned as ${role}`,
    heading: (role: string) => `You are summoned as ${role}`,
    asked: (severity: string, incident: string, play: string) =>
      `${severity}: ${incident}. The play “${play}” names you.`,
    unanswered: (name: string) => `${name} was asked before you and did not answer.`,
    act: "Open to acknowledge",
    lasts: (time: string) =>
      `The role is yours with the press of one button. Without it the next person is asked after ${time}. The link answers once; do not pass it on.`,
  },
  summonsExhausted: {
    subject: (incident: string, role: string) => `Nobody answers as ${role}: ${incident}`,
    heading: (role: string) => `Nobody answers as ${role}`,
    asked: (incident: string, names: string) =>
      `For ${incident}, everybody in order was summoned: ${names}. Nobody acknowledged.`,
    nobody: (incident: string) =>
      `For ${incident}, nobody of the play could be asked: every account is shut or away.`,
    act: "Open the incident",
    lasts: "You get this because you are an owner. Take the role, or find somebody who does.",
  },
  promiseDue: {
    thePublic: "The public page",
    subject: {
      due_soon: (title: string) => `Update due in five minutes: ${title}`,
      due_now: (title: string) => `Update due in a minute: ${title}`,
      overdue: (title: string) => `Update overdue: ${title}`,
      overdue_long: (title: string) => `Update overdue, nobody has spoken: ${title}`,
    },
    heading: {
      due_soon: "You promised an update in five minutes",
      due_now: "You promised an update in a minute",
      overdue: "A promised update is overdue",
      overdue_long: "A promised update is overdue, and nobody has spoken",
    },
    owed: (audience: string, time: string) => `${audience} was promised the next update by ${time}.`,
    act: "Write the update",
    noChange: "Nothing new? Say just that, and when you speak next: silence is what people fear.",
    why: (page: string) => `You get this because of your part in this incident at ${page}.`,
  },
  approval: {
    subject: (incident: string, audience: string) => `Your yes or no: words for ${audience}, ${incident}`,
    heading: "These words wait for you",
    asked: (by: string, audience: string, incident: string) =>
      `${by} asks whether this may be published to ${audience}, about ${incident}:`,
    act: "Open to approve or object",
    strong: (time: string) => `Object only if you must: without your no by ${time}, it counts as a yes.`,
    lasts: (name: string) =>
      `The link decides once, in the name of ${name}. Do not pass it on. When words or incident change, you are asked anew.`,
  },
  privatePage: {
    subject: (page: string) => `Your link to the private page at ${page}`,
    heading: "Open your page",
    asked: (audience: string) => `Somebody, most likely you, asked for a link to the page for ${audience}.`,
    act: "Open the page",
    press: "On that page is a button. We ask for a press, because mail scanners open links on their own.",
    lasts: (minutes: number) =>
      `The link works once, for ${minutes} minutes. Please do not pass it on. Not you? Delete this letter.`,
  },
  ruleNotice: {
    said: "The last word about it",
    nothingSaid: "Nothing was said about it yet.",
    next: (time: string) => `The next update is promised by ${time}.`,
    begins: (time: string) => `It begins on ${time}.`,
    act: "Read on",
    why: (page: string, rule: string) =>
      `You get this from ${page} because it was decided beforehand: ${rule}`,
    tonight: (name: string) => `${name} added you to this one. You hear of it until it is over.`,
  },
  invitation: {
    subject: (page: string) => `You are invited to the ${page} desk`,
    heading: "Come to the desk",
    hello: (by: string, page: string) =>
      `${by} invites you to the desk of ${page}, where updates about incidents are written.`,
    act: "Make my account",
    lasts: (days: number) =>
      `The link works once, for ${days} days. If you did not expect it, delete this letter: nothing happens.`,
  },
  signIn: {
    subject: (page: string) => `Sign in to the ${page} desk`,
    heading: "Sign in to the desk",
    hello: (name: string) => `Hello ${name}. This link signs you in.`,
    act: "Sign in",
    lasts: (minutes: number) =>
      `It works once, for ${minutes} minutes. If you did not ask for it, delete this letter: nobody can use it without your mailbox.`,
  },
};
