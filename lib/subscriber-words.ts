const list = (names: string[]) => new Intl.ListFormat("en-GB").format(names);

/** The words of the pages on which somebody subscribes, confirms, chooses and leaves; part of lib/words. */
export const englishSubscriber = {
  wishAll: "all services",
  wishServices: list,
  wishEvery: "every update",
  wishBrief: "only when it starts and when it is over",
  wishIncident: (title: string) => `this incident: ${title}`,

  follow: "Follow this incident",
  followHow: "You hear each update and the end. Nothing else is sent.",
  submit: "Send me a link to confirm",

  sentTitle: "Check your mail",
  sent: (address: string) =>
    `If ${address} can get mail, a letter from us is on its way. Open its link and press the button there: until then we write nothing.`,
  sentHint: "Nothing after some minutes? Look among unwanted mail, then try once more.",
  tooMany: "Too many tries from your network. Nothing was changed. Try again in an hour.",

  confirmTitle: "One click left",
  confirm: (address: string) =>
    `Press the button and we will write to ${address}. We ask for a press, because mail scanners open links on their own.`,
  confirmAct: "Yes, write to me",
  notYou: "Not you? Close this page. Without the press, nothing is kept.",
  doneTitle: "You will hear from us",
  done: "We write when something you chose breaks, changes or is planned. Every letter has a link to hear less, and one to stop.",
  change: "Change what you hear",
  usedTitle: "This link has been used",
  used: (address: string) => `${address} was confirmed with it. There is nothing more to do.`,
  expiredTitle: "This link has ended",
  expired: "A link works for 48 hours. Nothing was kept. Ask for a fresh one.",
  unknownTitle: "This link is not known",
  unknown: "It may be cut off at its end, or what it stood for was not confirmed within 48 hours.",
  again: "Ask for a fresh link",

  manageTitle: "Your mail",
  manage: (address: string) =>
    `We write to ${address}. This page needs no password: the link in our letters is your key.`,
  save: "Save",
  more: "Hear about more",
  savedTitle: "Saved",
  saved: "This holds from the next letter on.",
  stopAll: "Stop all mail",
  following: "Incidents you follow",
  stopOne: "Stop this one",
  goneTitle: "You get no mail from us",
  gone: "You can subscribe again at any time.",

  leaveTitle: "Stop all mail?",
  leave: (address: string) => `Press the button and we will not write to ${address} again.`,
  leaveAct: "Stop all mail",
  stopOnly: (title: string) => `Or stop only this incident: ${title}`,
  less: "Hear less instead",
  leftTitle: "Mail stopped",
  left: "We will not write to you again. A letter that was already on its way may still arrive.",
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
