/** The words of messages that are no letters: chats, text messages, browsers' notifications; a part of lib/words. */
export const englishMessages = {
  timeline: "See the full timeline",
  more: "It goes on: read all of it on the page.",
  earlier: (n: number) =>
    n === 1 ? "Said before, and new to you:" : `${n} updates said before, and new to you:`,
  earlierMore: (n: number) => `And ${n} more: they are all on the page.`,
  why: (why: string) => `You get this because ${why}.`,
  change: "Change or stop",

  confirm: {
    title: (page: string) => `May ${page} post here?`,
    asked: (page: string, wish: string) =>
      `Somebody, most likely one of you, asked ${page} to post here about ${wish}.`,
    act: "Open the page to confirm",
    lasts: (hours: number) =>
      `The link works once, for ${hours} hours. Nobody asked? Do nothing: without the press of its button, nothing more comes.`,
  },
  test: {
    title: (page: string) => `A test from ${page}`,
    says: "You asked for a test message, and here it is. Nothing has happened to any service.",
  },
  sms: {
    stop: "Reply STOP to end.",
    earlier: (n: number) =>
      n === 1 ? "1 earlier update is on the page:" : `${n} earlier updates are on the page:`,
    confirm: (page: string, url: string) =>
      `${page}: text messages about service trouble? Confirm here: ${url} Not you? Ignore this.`,
  },
  push: {
    /** Shown only when the browser could not confirm by itself. */
    confirm: (page: string) => `May ${page} notify this browser?`,
    press: "Press here to confirm.",
    confirmed: (page: string) => `${page} notifies this browser`,
    confirmedHow: "You will hear of what you chose. Press to go to the page.",
  },
};
