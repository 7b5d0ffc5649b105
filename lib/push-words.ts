/** The words of the page on which a browser is asked whether it may show our messages; a part of lib/words. */
export const englishPush = {
  title: "Notify me in this browser",
  how: "Your browser shows our messages, also while this page is closed. It asks you first; you can take it back there or here at any time.",
  act: "Notify me in this browser",
  working: "One moment: your browser asks you now.",
  blocked:
    "Your browser blocks messages from this page. Open the settings beside the address of this page, allow notifications, and press again.",
  dismissed: "Your browser did not get an answer from you. Press again, and choose “Allow”.",
  unsupported:
    "This browser cannot show our messages. On an iPhone or iPad, add this page to the home screen first and open it from there. A private window cannot either. Email works everywhere.",
  failed: "Your browser could not reach its own message service. Try again in a minute, or choose email.",
  withoutScript:
    "A browser can only be asked by a script, and scripts are switched off here. Nothing else on this site needs one: email works without.",
  byEmail: "By email instead",
  notSetUp: "Messages to browsers are not set up on this site. Email works.",
  sentTitle: "Your browser shows you a message",
  sent: "It is on its way, and confirms this browser by itself. Until it has come, nothing is kept.",
  sentHint:
    "Nothing after a minute? See whether your computer or phone silences notifications, for instance with “Do not disturb”.",
};
