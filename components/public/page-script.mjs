/**
 * The one script of the public page, and of private ones: times in the reader's zone, relative times, the promise as the minutes pass,
 * and the judgement whether this page can still be trusted. The page is whole without it.
 */

const minute = 60_000;
/** Unconfirmed for longer than this, nothing is shown as working. */
const trustMilliseconds = 2 * minute;
const pollMilliseconds = minute / 2;

const parts = {
  clock: { hour: "2-digit", minute: "2-digit" },
  zone: { timeZoneName: "short" },
  day: { day: "numeric", month: "short" },
  long: { weekday: "long", day: "numeric", month: "long" },
};
const options = {
  clock: parts.clock,
  now: parts.clock,
  zoned: { ...parts.clock, ...parts.zone },
  second: { ...parts.clock, second: "2-digit", ...parts.zone },
  dayClock: { ...parts.day, ...parts.clock },
  moment: { ...parts.long, ...parts.clock },
  momentZoned: { ...parts.long, ...parts.clock, ...parts.zone },
};

/** How the moment of the last confirmation is said, and its day. */
const asOf = { time: options.second, day: { ...parts.long, year: "numeric" } };

const localeOf = (language) => (language === "en" ? "en-GB" : language);
const say = (at, options, language, timeZone) =>
  new Intl.DateTimeFormat(localeOf(language), { ...options, hourCycle: "h23", timeZone })
    .format(at)
    .replace(/^(\p{L}+), /u, "$1 ");

/**
 * A time in the reader's zone, in one of the page's formats; null for a format that belongs to the page's own days.
 * A bare clock gains its day where the reader's day is another than the page's.
 */
export function timeWords(at, format, language, pageZone, readerZone) {
  if (!options[format]) return null;
  const otherDay = say(at, parts.day, language, pageZone) !== say(at, parts.day, language, readerZone);
  return say(at, format === "clock" && otherDay ? options.dayClock : options[format], language, readerZone);
}

/** Minutes up to two hours, hours up to two days, then days: the same rule as lib/zoned-time.ts. */
export function coarse(milliseconds) {
  const minutes = Math.max(0, Math.floor(milliseconds / minute));
  if (minutes < 120) return [minutes, "minute"];
  return minutes < 2880 ? [Math.floor(minutes / 60), "hour"] : [Math.floor(minutes / 1440), "day"];
}

/** "7 minutes". */
export function durationWords(milliseconds, language) {
  const [count, unit] = coarse(milliseconds);
  return new Intl.NumberFormat(localeOf(language), { style: "unit", unit, unitDisplay: "long" }).format(
    count,
  );
}

/** "in 18 minutes", "2 minutes ago"; within a minute "now". */
export function relativeWords(at, now, language) {
  const [count, unit] = coarse(Math.abs(at - now));
  const say = (count, unit, numeric) =>
    new Intl.RelativeTimeFormat(localeOf(language), { numeric }).format(count, unit);
  return count ? say(at > now ? count : -count, unit, "always") : say(0, "second", "auto");
}

/** The span in percent: how far it is crossed, where the promise stands. Same rule as promise-span.ts. */
export function spanAt(from, by, now) {
  const promised = Math.max(1, by - from);
  const passed = Math.max(0, now - from);
  return passed <= promised ? [(passed / promised) * 100, 100] : [100, (promised / passed) * 100];
}

/** Whether readers may trust the page: it was confirmed, and not too long ago. */
export function trusted(confirmed, confirmedAt, now) {
  return confirmed && now - confirmedAt <= trustMilliseconds;
}

/**
 * Whether a promise fell due after the page was last confirmed: then nobody who reads this copy can know whether it was
 * kept, and newer words may exist.
 */
export function overtaken(by, confirmedAt, now, trust) {
  return !trust && by > confirmedAt && now > by;
}

function start() {
  const root = document.documentElement;
  const { lang, dataset } = root;
  const readerZone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const all = (selector) => document.querySelectorAll(selector);
  let { title } = document;
  let icon = document.querySelector("link[rel=icon]");
  let iconNow = icon.href;
  // A private page has no stamp beside it: it says where it is read anew, and asks for itself.
  const own = dataset.own;
  let version = Number(dataset.version);
  let asked;
  let confirmedAt = Date.parse(document.querySelector("[data-as-of]").dateTime);
  let confirmed = dataset.confirmed === "yes";
  // The reader's clock may be wrong; the server's is learnt from its answers.
  let skew = 0;

  function tick() {
    const now = Date.now() + skew;
    const trust = dataset.confirmed === "yes";
    for (const time of all("time[data-t]")) {
      const at = time.dataset.t === "now" ? now : Date.parse(time.dateTime);
      const words = timeWords(at, time.dataset.t, lang, dataset.zone, readerZone);
      if (words) time.textContent = words;
    }
    for (const at of all("[data-rel]")) at.textContent = relativeWords(Date.parse(at.dataset.rel), now, lang);
    for (const at of all("[data-for]"))
      at.textContent = durationWords(now - Date.parse(at.dataset.for), lang);
    for (const at of all("[data-zone-name]")) at.textContent = readerZone;
    for (const time of all("[data-as-of]")) {
      time.dateTime = new Date(confirmedAt).toISOString();
      time.textContent = say(confirmedAt, asOf[time.dataset.as ?? "time"], lang, readerZone);
    }
    let older = false;
    for (const promise of all(".promise")) {
      const by = Date.parse(promise.dataset.by);
      const unknown = overtaken(by, confirmedAt, now, trust);
      older ||= unknown;
      cross(promise, by, now, unknown);
    }
    for (const note of all(".older")) note.hidden = !older;
  }

  function cross(promise, by, now, unknown) {
    const [crossed, pier] = spanAt(Date.parse(promise.dataset.from), by, now);
    const set = (part, name, value) =>
      promise.querySelector(`[data-${part}]`).setAttribute(name, `${value}%`);
    promise.dataset.late = now > by && !unknown ? "yes" : "no";
    set("crossed", "width", Math.min(crossed, pier));
    set("over", "x", pier);
    set("over", "width", 100 - pier);
    set("pier", "x", pier);
    set("spacer", "width", Math.min(80, Math.max(30, pier)));
  }

  function judge(now) {
    const trust = trusted(confirmed, confirmedAt, now);
    dataset.confirmed = trust ? "yes" : "no";
    document.title = trust ? title : dataset.staleTitle;
    icon.setAttribute("href", trust ? iconNow : icon.dataset.stale);
    for (const age of all("[data-age]")) age.textContent = durationWords(now - confirmedAt, lang);
  }

  async function poll() {
    try {
      if (own) await look();
      else await compare();
    } catch {
      // No answer: the age grows until nothing is shown as working.
    }
    judge(Date.now() + skew);
    tick();
  }

  async function compare() {
    const answer = await ask("/stamp.json");
    const told = await answer.json();
    setClock(answer);
    // What is shown is confirmed only while it is the newest there is.
    if (told.version <= version || (await renew(told.version))) {
      confirmed = told.confirmed;
      confirmedAt = new Date(told.confirmedAt).getTime() || confirmedAt;
    }
  }

  /** The same for a private page; who was signed out meanwhile sees its door. */
  async function look() {
    const answer = await ask(own);
    setClock(answer);
    const next = parse(await answer.text());
    if (next.documentElement.dataset.version !== dataset.version && !show(next)) return;
    confirmed = true;
    confirmedAt = Date.now() + skew;
  }

  function setClock(answer) {
    const ahead = Date.parse(answer.headers.get("date")) - Date.now();
    skew = Math.abs(ahead) > minute ? ahead : 0;
  }

  async function ask(url) {
    const answer = await fetch(url, { cache: "no-store", signal: AbortSignal.timeout(10_000) });
    if (!answer.ok) throw new Error(`${url} answered ${answer.status}`);
    return answer;
  }

  const parse = (text) => new DOMParser().parseFromString(text, "text/html");

  /** Looks for the newer page, and shows it. Answers whether what is shown is the newest. */
  async function renew(newest) {
    const next = parse(await (await ask(location.href)).text());
    if (Number(next.documentElement.dataset.version) <= Number(dataset.version)) {
      // The news does not touch this page; or a cache on the way was slow, so it is asked twice.
      if (asked === newest) version = newest;
      asked = newest;
      return version === newest;
    }
    if (!show(next)) return false;
    version = newest;
    return true;
  }

  /** Shows a newer page in place, or only offers it to somebody who is filling in a form. Answers whether it is shown. */
  function show(next) {
    const [main, newMain] = [document.querySelector("main"), next.querySelector("main")];
    if ([...main.querySelectorAll("input, textarea")].some(inUse)) {
      for (const news of all("[data-news]")) news.hidden = false;
      return false;
    }
    const focused = main.contains(document.activeElement) && document.activeElement.getAttribute("href");
    main.replaceWith(newMain);
    if (focused) newMain.querySelector(`a[href="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
    const newIcon = next.querySelector("link[rel=icon]");
    icon.replaceWith(newIcon);
    icon = newIcon;
    iconNow = newIcon.href;
    title = next.title;
    dataset.version = next.documentElement.dataset.version ?? "";
    return true;
  }

  const inUse = (field) =>
    field === document.activeElement ||
    field.value !== field.defaultValue ||
    field.checked !== field.defaultChecked;

  tick();
  poll();
  setInterval(poll, pollMilliseconds);
  document.addEventListener("visibilitychange", () => document.hidden || poll());
}

if (typeof document !== "undefined") start();
