import { expect, test, vi } from "vitest";
import { makeLog } from "./log";
import { inRequest, readRequestId } from "./request-id";
import { scrub, shownPath } from "./scrub";

function capture(how: "json" | "text" = "json") {
  const lines: string[] = [];
  return { lines, log: makeLog("app", (line) => lines.push(line), how) };
}

/** Everything that must never be in a log, as it could get into one. */
const seeded = {
  SECRET: "s3cr3t-that-signs-links",
  INTERNAL_TOKEN: "t0ken-between-processes",
  RESEND_API_KEY: "re_abcdefgh12345678",
  TWILIO_AUTH_TOKEN: "0123456789abcdef0123456789abcdef",
  VAPID_PRIVATE_KEY: "vapid-private-key-of-tests",
  ENCRYPTION_KEY: "dGVzdHMtb25seS10ZXN0cy1vbmx5LXRlc3RzLW9ubHk",
};
const others = [
  "reader.name+tag@mail.example.com",
  "https://hooks.slack.com/services/T0/B0/xoxSlackPath",
  "postgres://drawbridge:dbpassword@db.internal:5432/x",
  "smtps://user:smtppassword@mail.example.com",
  "Bearer abc.def-ghi",
  "whsec_abcdefgh12345678",
  "+14155550100",
  "sealed1.0a1b2c3d.AAAABBBBCCCC",
];
const forbidden =
  /s3cr3t|t0ken|re_abc|0123456789abcdef|vapid-private|dGVzdHM|reader\.name|mail\.example\.com"|xoxSlack|dbpassword|smtppassword|abc\.def|whsec_|4155550100|AAAABBBB/;

test("no secret and nobody's address is in a line, wherever it stands", () => {
  for (const [name, value] of Object.entries(seeded)) vi.stubEnv(name, value);
  const { lines, log } = capture();
  for (const text of [...Object.values(seeded), ...others]) {
    log.info({ field: text, deep: { list: [text] } }, `It said ${text} and went on`);
    log.error({ err: new Error(`Failed with ${text}`, { cause: new Error(text) }) }, "A fault");
    log.warn(`"${text}"`);
  }
  expect(lines).toHaveLength(3 * (Object.keys(seeded).length + others.length));
  for (const line of lines) {
    expect(line).not.toMatch(forbidden);
    expect(() => JSON.parse(line)).not.toThrow();
  }
  vi.unstubAllEnvs();
});

test("the host of an address on the web stays, so that one knows which it was", () => {
  expect(scrub("no answer from https://hooks.slack.com/services/T0/B0/x")).toBe(
    "no answer from https://hooks.slack.com/…",
  );
});

test("a line says which part, which level, when, and for which request", () => {
  const { lines, log } = capture();
  inRequest("a-request-of-tests", () => log.info({ update: "u1" }, "Telling planned"));
  expect(JSON.parse(lines[0]!)).toMatchObject({
    ...{ level: "info", part: "app", request: "a-request-of-tests", msg: "Telling planned", update: "u1" },
    time: expect.stringMatching(/^\d{4}-.*Z$/),
  });
});

test("as text it is what a person reads", () => {
  const { lines, log } = capture("text");
  log.info("The worker is up");
  inRequest("request-1", () => log.error("It failed"));
  expect(lines).toEqual(["The worker is up\n", "error: It failed (request request-1)\n"]);
});

test.each([
  ["a-request-of-tests", "a-request-of-tests"],
  ["short", null],
  ['x"\n{"forged":1}', null],
  [undefined, null],
])("the request id %j is read as %j", (said, read) => expect(readRequestId(said)).toBe(read));

test("of a path, what may open something is left out", () => {
  expect(shownPath("/manage/eyJhbGciOiJIUzI1NiJ9.abc.def/pause?token=x")).toBe("/manage/…/pause");
  expect(shownPath("/desk/incidents/abcdefghijkl")).toBe("/desk/incidents/abcdefghijkl");
});
