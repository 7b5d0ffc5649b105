import type { Channel, DeliveryState, HoldReason } from "./vocabulary";
import { waitWords } from "./wait-words";

const list = (names: string[]) => new Intl.ListFormat("en-GB").format(names);

/** The words of the pages on which somebody subscribes, confirms, chooses and leaves; part of lib/words. */
export const englishSubscriber = {
  wishAll: "all services",
  wishServices: list,
  wishEvery: "every update",
  wishBrief: "only when it starts and when it is over",
  wishMajor: "only what is major",
  wishIncident: (title: string) => `this incident: ${title}`,

  follow: "Follow this incident",
  followHow: "You hear each update and the end. Nothing else is sent.",
  submit: "Send me a link to confirm",

  how: "How",
  channels: {
    email: "Email",
    push: "This browser",
    slack: "Slack",
    teams: "Microsoft Teams",
    discord: "Discord",
    webhook: "Webhook",
    sms: "Text message",
  } satisfies Record<Channel, string>,
  /** What stands before an address: "Slack: hooks.slack.com". */
  channelAt: (channel: string, address: string) => `${channel}: ${address}`,
  addressLabels: {
    email: "Email",
    push: "Browser",
    slack: "Slack webhook URL",
    teams: "Teams webhook URL",
    discord: "Discord webhook URL",
    webhook: "Your URL",
    sms: "Phone number",
  } satisfies Record<Channel, string>,
  addressHelp: {
    email: "",
    push: "",
    slack:
      "In Slack, make an app for your workspace, turn on “Incoming webhooks”, choose the channel, and copy the URL. It starts with https://hooks.slack.com/.",
    teams:
      "In Teams, open the channel’s “Workflows”, choose “Post to a channel when a webhook request is received”, and copy the URL at the end.",
    discord:
      "In Discord, open the channel’s settings, then “Integrations” and “Webhooks”. Make a new one and copy its URL.",
    webhook:
      "Your own service, reached by https. We post signed JSON to it, as the Standard Webhooks describe. You get the signing secret once the URL is confirmed.",
    sms: "With the country in front, like +43 660 1234567.",
  } satisfies Record<Channel, string>,
  contact: "Your email",
  contactHelp: "We write to it only when this keeps failing and we switch it off.",
  joins: "It is added to the channels you have already.",

  sentTitle: "Check your mail",
  sent: (address: string) =>
    `If ${address} can get mail, a letter from us is on its way. Open its link and press the button there: until then we write nothing.`,
  sentElsewhereTitle: (channel: string) => `Look for our message: ${channel}`,
  sentElsewhere: (address: string) =>
    `If ${address} can be reached, a message from us is on its way. Open its link and press the button there: until then we send nothing.`,
  sentElsewhereHint: "Nothing after some minutes? Check the URL, then try once more.",
  sentHint: "Nothing after some minutes? Look among unwanted mail, then try once more.",
  tooMany: (minutes: number) =>
    `Too many tries from your network. Nothing was changed. Try again in ${waitWords(minutes)}.`,

  confirmTitle: "One click left",
  confirm: (address: string) =>
    `Press the button and we will write to ${address}. We ask for a press, because mail scanners open links on their own.`,
  confirmAct: "Yes, write to me",
  confirmJoins: (others: string[]) =>
    `It then belongs together with ${list(others)}: who holds the link of one can change them all.`,
  notYou: "Not you? Close this page. Without the press, nothing is kept.",
  doneTitle: "You will hear from us",
  done: "We write when something you chose breaks, changes or is planned. Every message has a link to hear less, and one to stop.",
  verified: {
    email: "This address is verified: you opened the letter that only its owner gets.",
    push: "This browser is verified: it showed what only it could.",
    slack: "This Slack channel is verified: you opened the link that was posted there.",
    teams: "This Teams channel is verified: you opened the link that was posted there.",
    discord: "This Discord channel is verified: you opened the link that was posted there.",
    webhook: "This URL is verified: you opened the link that only it was sent.",
    sms: "This number is verified: you opened the link that only it was sent.",
  } satisfies Record<Channel, string>,
  secret: "Signing secret",
  secretHow:
    "Check each message with it, as the Standard Webhooks describe. Keep it where you keep passwords; you find it again on the page where you change what you hear.",
  secretBefore: (until: string) =>
    `The one before signs too until ${until}, so that nothing is lost meanwhile.`,
  newSecret: "Make a new secret",
  newSecretHow: "The old one keeps signing for 24 hours.",
  tryIt: "Try it",
  sendTest: "Send a test",
  testTitle: "The test is on its way",
  test: "It says that it is a test, and comes within a minute.",
  tooManyTests: "Five tests an hour are enough. Try again later.",
  change: "Change what you hear",
  usedTitle: "This link has been used",
  used: (address: string) => `${address} was confirmed with it. There is nothing more to do.`,
  expiredTitle: "This link has ended",
  expired: "A link works for 48 hours. Nothing was kept. Ask for a fresh one.",
  unknownTitle: "This link is not known",
  unknown: "It may be cut off at its end, or what it stood for was not confirmed within 48 hours.",
  again: "Ask for a fresh link",

  manageTitle: "What you hear",
  manage: (address: string) =>
    `We write to ${address}. This page needs no password: the link in our messages is your key.`,
  pausedTitle: "You are on a pause",
  paused: (address: string, since: string) =>
    `Since ${since} we send nothing to ${address}, and we keep nothing for later.`,
  offTitle: "We stopped writing to you",
  off: (address: string) =>
    `${address} kept failing, so we switched it off. Does it work again? One press is enough.`,
  switchOn: "It works again: write to me",
  onTitle: "You hear from us again",
  on: (address: string) => `From now on we write to ${address}.`,
  yourChannels: "Your channels",
  channelState: {
    on: "on",
    paused: "paused",
    switched_off: "switched off: it kept failing",
    left: "stopped",
  },
  addChannel: "Add a channel",
  major: "Only what is major",
  quiet: "Quiet hours",
  quietOn: "Send me nothing between",
  quietFrom: "From",
  quietUntil: "Until",
  quietZone: "Time zone",
  quietBreaks: "The most severe incidents may break it",
  quietHow: "What comes meanwhile waits, and reaches you as one message when the quiet is over.",
  quietTimes: "Choose two times.",
  language: "Language",
  pause: "Pause",
  pauseHow:
    "While paused you get nothing. What happens meanwhile is not sent later; it stays on the status page.",
  pauseAct: "Pause",
  pauseAll: "Pause all channels",
  resumeAct: "End the pause",
  resumeAll: "End the pause on all channels",
  pausedNow: "Paused",
  pausedNowHow: "You get nothing until you end it, on the page where you change what you hear.",
  resumed: "The pause is over",
  resumedHow: "You hear of what comes from now on.",
  yourData: "Your data",
  sentLink: "What was sent to you",
  downloadLink: "Download your data",
  eraseLink: "Erase your data",

  historyTitle: "What was sent to you",
  history: (n: number) => (n === 0 ? "Nothing yet." : "Newest first, the last 50 at most."),
  historyBack: "Back",
  states: {
    planned: "Waits for its turn",
    held: "Held back",
    sending: "On its way",
    sent: "Sent",
    delayed: "Delayed by the receiver",
    delivered: "Delivered",
    bounced: "Came back: the address does not work",
    complained: "Was called unwanted",
    failed: "Failed",
    suppressed: "Not sent",
    unknown: "Not known whether it arrived",
    merged: "Came with another message",
    undone: "Taken back before it was sent",
  } satisfies Record<DeliveryState, string>,
  heldUntil: {
    quiet_hours: (time: string) =>
      `Held back until ${time}: your quiet hours. It then comes together with what else waits.`,
    storm_guard: (time: string) =>
      `Held back until about ${time}: you got many messages within an hour. It then comes together with what else waits.`,
  } satisfies Record<HoldReason, (time: string) => string>,
  mergedInto: (subject: string) =>
    `Its words came with “${subject}”, so that you got one message and not two.`,
  suppressedWhy: "You had stopped or paused by then, or the address did not work.",

  eraseTitle: "Erase your data?",
  erase: (addresses: string[]) => `This cannot be undone. It is about ${list(addresses)}`,
  eraseGoes:
    "Gone for good: your addresses, what you chose, your quiet hours, requests that wait, letters with links, and notes that an address did not work.",
  eraseStays:
    "What stays: that some message was sent, when, and what came of it, without your address and without a way back to you. We need that to show that every message was sent once.",
  eraseElsewhere:
    "What was sent already lies where it was sent: in your mailbox, your chat, and with who carried it there.",
  eraseAct: "Erase my data",
  erasedTitle: "Your data is erased",
  erased: "We will not write to you again. To hear from us later, subscribe like anybody.",

  save: "Save",
  more: "Hear about more",
  savedTitle: "Saved",
  saved: "This holds from the next message on.",
  stop: "Stop this",
  following: "Incidents you follow",
  stopOne: "Stop this one",
  goneTitle: "You get no messages from us",
  gone: "You can subscribe again at any time.",

  leaveTitle: "Stop all mail?",
  leave: (address: string) => `Press the button and we will not write to ${address} again.`,
  leaveAct: "Stop all mail",
  leaveElsewhereTitle: "Stop these messages?",
  leaveElsewhere: (address: string) => `Press the button and we will send nothing to ${address} again.`,
  leaveElsewhereAct: "Stop these messages",
  alsoReached: (addresses: string[]) => `You also hear from us by ${list(addresses)}.`,
  leaveEverywhere: "Stop on every channel",
  stopOnly: (title: string) => `Or stop only this incident: ${title}`,
  less: "Hear less instead",
  leftTitle: "Messages stopped",
  left: "We will not write to you again. A message that was already on its way may still arrive.",
  leftOneTitle: "You no longer follow this incident",
  leftOne: "What else you chose stays as it was.",
  back: "Subscribe again",

  badLinkTitle: "This link does not work",
  badLink: "It may be cut off at its end. Open it from the letter again, or copy the whole line.",
  refusedTitle: "That did not work",
  crossSite: "The form was sent from another site, so nothing was done. Open the page here and try again.",
  faultTitle: "We could not save that",
  fault: "The fault is ours. Nothing was changed. Try again in a minute.",
  toStatus: "To the status page",
};
