import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

/** What keeps strangers out must hold for what is written tomorrow too: these read the source. */

const rooms = [
  "app",
  "pages",
  "components",
  "communications",
  "status",
  "publication",
  "emails",
  "db",
  "lib",
];
const files = rooms
  .flatMap((room) =>
    readdirSync(room, { recursive: true, encoding: "utf8" }).map((name) => `${room}/${name}`),
  )
  .map((name) => name.replaceAll("\\", "/"))
  .filter((name) => /\.(tsx?|mjs)$/.test(name) && !/\.test\.tsx?$|\/testing\//.test(name))
  .concat("proxy.ts");

/** Files whose source, without comments, says such a thing. */
const saying = (words: RegExp, among = files) =>
  among.filter((file) =>
    words.test(readFileSync(file, "utf8").replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, "")),
  );

/** Who may speak to the network, to whom, and who chose that address. All else goes through lib/outbound. */
const callers: Record<string, string> = {
  "lib/outbound-post.ts": "strangers' addresses, judged by lib/outbound",
  "publication/app-client.ts": "our app, at APP_URL",
  "publication/proxy.ts": "our app, at APP_URL",
  "publication/second-origin/export-publication.ts": "what it is given: our app",
  "app/house/read-house.ts": "our front, at FRONT_CONTROL_URL",
  "app/publish.ts": "our front, at FRONT_CONTROL_URL",
  "publication/second-origin/s3-sink.ts": "the operator's storage",
  "communications/channels/email/smtp.ts": "the operator's mail server, at SMTP_URL",
  "communications/channels/email/resend.ts": "Resend, at RESEND_BASE_URL",
  "communications/channels/email/resend-receipt.ts": "nobody: it verifies a signature",
};
/** Scripts that run in a reader's browser: the browser's own rules and our policy's connect-src bind them. */
const inBrowsers = /^components\//;

test("nothing but lib/outbound calls an address that somebody typed", () => {
  const calling = saying(
    /(?<![-./\w])fetch\b(?![-:])|\brequest as\b|from "(?:undici|ws|resend|nodemailer[^"]*|axios|got)"|\bconnect\(\{|createConnection\(|WebSocket\(|sendNotification\(/,
  ).filter((file) => !inBrowsers.test(file));
  expect(calling.filter((file) => !(file in callers))).toEqual([]);
});

test("what sends to recipients' addresses sends by callOut", () => {
  expect(saying(/\bcallOut\(/)).toEqual(expect.arrayContaining(["communications/channels/by-url.ts"]));
  expect(saying(/\bpostTo\(/).toSorted()).toEqual(["lib/outbound-post.ts", "lib/outbound.ts"]);
});

test("no door reads a body but through a bound", () => {
  const bounded = ["app/read-body.ts", "app/(subscriber)/read-form.ts"];
  const reading = saying(
    /request\.(?:json|text|formData|arrayBuffer|blob|bytes)\(|request\.body\b/,
    files.filter((file) => /^(app|proxy)/.test(file)),
  );
  expect(reading.filter((file) => !bounded.includes(file))).toEqual([]);
});

test("text that somebody types is cleaned before it is bounded", () => {
  /** Addresses are judged by their own grammar, which has no room for what cannot be seen. */
  const addresses = [
    "communications/audiences/add-stakeholder.ts",
    "communications/audiences/ask-for-link.ts",
    "communications/channels/email/email.ts",
    "communications/channels/push.ts",
    "communications/channels/sms.ts",
    "communications/channels/url-address.ts",
    "status/people/schemas.ts",
  ];
  const verbs = files.filter((file) => /^(status|communications)\//.test(file));
  expect(
    saying(/\bz\s*\.string\(\)\s*\.trim\(\)/, verbs).filter((file) => !addresses.includes(file)),
  ).toEqual([]);
});

/** The first line of a chain of calls: the next ones begin with a dot. */
function beginOfChain(source: string, within: number): number {
  let from = source.lastIndexOf("\n", within) + 1;
  while (/^\s*\./.test(source.slice(from))) from = source.lastIndexOf("\n", from - 2) + 1;
  return from;
}

/** A schema from where it begins: what is called on it, to the comma or the end of its line. */
function chainAt(source: string, from: number): string {
  let depth = 0;
  for (let at = from; at < source.length; at++) {
    const sign = source[at]!;
    if ("([{".includes(sign)) depth++;
    if (")]}".includes(sign)) depth--;
    const ends = sign === "," || sign === ";" || (sign === "\n" && !/^\s*\./.test(source.slice(at + 1)));
    if (depth < 0 || (depth === 0 && ends)) return source.slice(from, at);
  }
  return source.slice(from);
}

test("text that somebody types has a bound, wherever it is kept", () => {
  /** What others bound: an answer of a provider, 64 KB; cells that are read again as a row of a file is. */
  const elsewhere = ["communications/audiences/add-stakeholder.ts", "status/sso/discover.ts"];
  const unbounded = files
    .filter((file) => /^(status|communications)\//.test(file) && !elsewhere.includes(file))
    .flatMap((file) => {
      const source = readFileSync(file, "utf8");
      return [...source.matchAll(/\b(?:typedLine|typedText|z\s*\.(?:email|url))\(/g)]
        .map(({ index }) => chainAt(source, beginOfChain(source, index)))
        .filter((chain) => !/\.(max|regex|length)\(|LengthMax|shape/.test(chain))
        .map((chain) => `${file}: ${chain.trim()}`);
    });
  expect(unbounded).toEqual([]);
});

test("markup is written by React; what is not, is words cleaned when they were stored, or our own style sheet", () => {
  const raw = saying(
    /dangerouslySetInnerHTML|\.innerHTML\s*=|insertAdjacentHTML|document\.write|\beval\(|new Function\(/,
  );
  expect(raw.toSorted()).toEqual([
    "components/desk/clean-html.tsx",
    "components/desk/composer/changed-meanwhile.tsx",
    "components/desk/composer/consequence.tsx",
    "components/public/document.tsx",
    "components/public/updates.tsx",
    "components/stakeholder/private-document.tsx",
    "components/subscriber/approve-page.tsx",
    "emails/approval.tsx",
    "emails/update.tsx",
  ]);
});

test("no element of a page has a style of its own: the policy would refuse it", () => {
  const pages = files.filter((file) => /^(app|components)\//.test(file));
  expect(saying(/\bstyle=|setAttribute\(["']style|cssText/, pages)).toEqual([]);
});

test("SQL is never put together from strings", () => {
  /** With names of our own: of a channel, a table, a column, a comparison, a database. */
  const ownNames = [
    "communications/subscribers/address-like.ts",
    "db/audit/watch-tables.ts",
    "db/backup/load.ts",
    "db/embedded/connection.ts",
    "db/listen-for-events.ts",
    "db/reseal.ts",
    "db/seals-later.ts",
  ];
  const joined = saying(/sql\.raw\(|\.query\(`[^`]*\$\{/);
  expect(joined.filter((file) => !ownNames.includes(file))).toEqual([]);
});
