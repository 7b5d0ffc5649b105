import { Column, Link, Row, Section, Text } from "react-email";
import type { UpdateStatus } from "@/lib/vocabulary";
import { type Words, wordsFor } from "@/lib/words";
import { formatTime, type Zone } from "@/lib/zoned-time";
import { Frame, sans, serif } from "./frame";
import { marks } from "./marks";
import { Act, Title } from "./parts";
import { type SubjectFacts, worstState } from "./update-subject";
import { whatNext } from "./what-next";

export type UpdateLetterProps = SubjectFacts & {
  pageName: string;
  zone: Zone;
  number: number;
  /** The update's words as clean HTML. */
  html: string;
  startedAt: Date;
  postedAt: Date;
  /** The promise; null when there is none to keep. */
  nextUpdateBy: Date | null;
  url: string;
  /** Earlier updates that the reader has not got yet, oldest first: their words come after the newest. */
  also: EarlierUpdate[];
  /** Completes "You get this because …". */
  why: string;
  manageUrl: string;
  leaveUrl: string;
};

export type EarlierUpdate = {
  title: string;
  number: number;
  status: UpdateStatus;
  html: string;
  postedAt: Date;
  url: string;
};

/**
 * Words of earlier updates in one letter; of the others it says how many, and the page has them all. Gmail cuts a
 * letter off after 102 KB, and with it the way to hear less: the words together stay well below.
 */
const earlierMax = 10;
const wordsBytesMax = 64_000;

/** One update of an incident or of planned work, as a letter. */
export default function UpdateLetter(props: UpdateLetterProps) {
  const words = wordsFor(props.zone.language);
  return (
    <Frame
      language={props.zone.language}
      title={props.title}
      preview={whatNext(props, words, props.zone)}
      footer={<Why {...props} words={words} />}
    >
      <Row>
        <Column className="ink" style={{ font: `600 19px/24px ${serif}`, color: "#17191d" }}>
          {props.pageName}
        </Column>
        <Column
          align="right"
          className="ink3"
          style={{ font: `14px/24px ${sans}`, color: "#5c6067", paddingLeft: 12 }}
        >
          {words.letters.number(props.number)} · {formatTime(props.postedAt, "zoned", props.zone)}
        </Column>
      </Row>
      <State {...props} words={words} />
      <Title>{props.title}</Title>
      <Section>
        <div
          className="ink2 words"
          style={{ font: `17px/27px ${sans}`, color: "#41454c", margin: "0 0 26px" }}
          // biome-ignore lint/security/noDangerouslySetInnerHtml: cleaned when it was written
          dangerouslySetInnerHTML={{ __html: props.html }}
        />
      </Section>
      <Text
        className="ink rule"
        style={{
          font: `600 18px/26px ${sans}`,
          color: "#17191d",
          margin: 0,
          padding: "14px 0",
          borderTop: "1px solid #17191d",
          borderBottom: "1px solid #dcd8cc",
        }}
      >
        {whatNext(props, words, props.zone)}
      </Text>
      <Act href={props.url}>{words.letters.timeline}</Act>
      {props.also.length > 0 && <Earlier {...props} words={words} />}
    </Frame>
  );
}

type Said = UpdateLetterProps & { words: Words };

function State({ services, status, window, startedAt, zone, words }: Said) {
  const state = worstState(services) ?? (window ? "under_maintenance" : "operational");
  const known = services.length > 0 || window !== null;
  const since = window ? "" : `, ${words.letters.since(formatTime(startedAt, "zoned", zone))}`;
  return (
    <Text
      className={marks[state].name}
      style={{ font: `600 15px/22px ${sans}`, color: marks[state].colour, margin: "32px 0 8px" }}
    >
      {known && `${marks[state].shape} ${words.states[state]} `}
      <span className="ink3" style={{ fontWeight: 400, color: "#5c6067" }}>
        {words.statuses[status]}
        {since}
      </span>
    </Text>
  );
}

/** What was said before and has not been sent to this reader: newest first, as on the page. */
function Earlier({ also, html, title, zone, words }: Said) {
  const shown = fitting(also.toReversed().slice(0, earlierMax), wordsBytesMax - bytes(html));
  return (
    <Section>
      <Text
        className="ink rule"
        style={{
          font: `600 18px/26px ${sans}`,
          color: "#17191d",
          margin: "32px 0 0",
          padding: "14px 0 0",
          borderTop: "1px solid #17191d",
        }}
      >
        {words.letters.earlier(also.length)}
      </Text>
      {shown.map((update) => (
        <Section key={update.url + update.number}>
          <Text
            className="ink3"
            style={{ font: `14px/22px ${sans}`, color: "#5c6067", margin: "18px 0 4px" }}
          >
            {update.title !== title && (
              <>
                <Link
                  className="link"
                  href={update.url}
                  style={{ color: "#15488c", textDecoration: "underline" }}
                >
                  {update.title}
                </Link>
                <br />
              </>
            )}
            {words.letters.number(update.number)} · {words.statuses[update.status]} ·{" "}
            {formatTime(update.postedAt, "zoned", zone)}
          </Text>
          <div
            className="ink2 words"
            style={{ font: `15px/24px ${sans}`, color: "#41454c", margin: 0 }}
            // biome-ignore lint/security/noDangerouslySetInnerHtml: cleaned when it was written
            dangerouslySetInnerHTML={{ __html: update.html }}
          />
        </Section>
      ))}
      {also.length > shown.length && (
        <Text className="ink3" style={{ font: `14px/22px ${sans}`, color: "#5c6067", margin: "14px 0 0" }}>
          {words.letters.earlierMore(also.length - shown.length)}
        </Text>
      )}
    </Section>
  );
}

/** As many, from the newest on, as there is room for. */
function fitting(updates: EarlierUpdate[], room: number): EarlierUpdate[] {
  let left = room;
  const first = updates.findIndex(({ html }) => {
    left -= bytes(html);
    return left < 0;
  });
  return first === -1 ? updates : updates.slice(0, first);
}

const bytes = (text: string) => new TextEncoder().encode(text).length;

function Why({ why, manageUrl, leaveUrl, pageName, words }: Said) {
  const link = { color: "#15488c", textDecoration: "underline" };
  return (
    <>
      {words.letters.why} {why}.{" "}
      <Link className="link" href={manageUrl} style={link}>
        {words.letters.less}
      </Link>{" "}
      ·{" "}
      <Link className="link" href={leaveUrl} style={link}>
        {words.letters.stop}
      </Link>
      <br />
      {words.letters.sentOnce(pageName)}
    </>
  );
}

UpdateLetter.PreviewProps = {
  pageName: "Larkfield",
  zone: { timeZone: "UTC", language: "en" },
  title: "Card payments in Europe are recovering",
  number: 4,
  status: "identified",
  services: [{ name: "Checkout", state: "partial_outage" }],
  html: "<p>We are undoing the change that caused this, and card payments in Europe are recovering.</p><p>No order has been lost or charged twice.</p>",
  startedAt: new Date("2026-11-23T13:52:00Z"),
  postedAt: new Date("2026-11-23T14:40:00Z"),
  nextUpdateBy: new Date("2026-11-23T15:00:00Z"),
  window: null,
  url: "/incidents/k2m9x4c7p1qa",
  also: [],
  why: "you chose Checkout",
  manageUrl: "/manage/k2m9x4c7p1qa",
  leaveUrl: "/leave/k2m9x4c7p1qa",
} satisfies UpdateLetterProps;
