"use client";

import Link from "next/link";
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from "react";
import type { Zone } from "@/lib/zoned-time";
import { Clock } from "../clock";
import { noAnswer, updatedWords } from "../no-answer";
import type { Published } from "../said";
import type { UndoAnswer, Undoable, UndoneResult } from "../undo-bar";
import { useNow } from "../use-now";
import { Approval } from "./approval";
import { ChangedMeanwhile } from "./changed-meanwhile";
import { Consequence } from "./consequence";
import { type ComposerService, Facts } from "./facts";
import {
  type AudienceMinutes,
  type ComposerFields,
  type ComposerPayload,
  missingFields,
  restoreFields,
  toPayload,
} from "./fields";
import { DraftLine, TakenBack } from "./notices";
import { type OfferedAnswer, OfferedAnswers } from "./offered-answers";
import { Others, SecurityNotice } from "./others";
import { PlayNotice } from "./play-notice";
import type { ReadyByRule } from "./preselect";
import { PublishBar } from "./publish-bar";
import { PublishOrNot } from "./publish-or-not";
import { PublishedPanel } from "./published";
import { SeePeople } from "./see-people";
import { useCadences } from "./use-cadences";
import { useChanges } from "./use-changes";
import { tabCopyKey, useDraft } from "./use-draft";
import { useMerge } from "./use-merge";
import { usePreview } from "./use-preview";
import { useReadyByRule } from "./use-ready-by-rule";
import { useReview } from "./use-review";
import { type ComposerAudience, filledIn, keptBack } from "./wordings";
import { WordsByAudience } from "./words-by-audience";

export type PublishAnswer =
  | { ok: true; result: { incidentId: string; published: Published | null; undo: Undoable | null } }
  | { ok: false; code: string; error: string; fields: Record<string, string> };

type Props = {
  /** Null: a new incident. */
  incidentId: string | null;
  subject: string;
  heading: string;
  note: string;
  start: ComposerFields;
  draftSavedAt: string | null;
  services: ComposerService[];
  /** Everybody who can be written to, the public first. */
  audiences: ComposerAudience[];
  severityBefore: ComposerFields["severity"] | null;
  /** Answers promised for this update. */
  answers: OfferedAnswer[];
  /** Whether only private audiences know of the incident so far. */
  isPrivate: boolean;
  suggestedMinutes: number;
  pageName: string;
  renderedAt: string;
  zone: Zone;
  promise?: ReactNode;
  publish: (incidentId: string | null, subject: string, payload: ComposerPayload) => Promise<PublishAnswer>;
  undo: (updateId: string, draftSubject: string) => Promise<UndoAnswer>;
};

const noMinutes: AudienceMinutes = {};
const noneReady: ReadyByRule[] = [];
const unreachable = "Not published. Nothing left. The desk does not answer: try again.";

/** One form: facts, words, consequence. It never loses a word, and says what pressing the button does. */
export function Composer(props: Props) {
  const { incidentId, subject, services, audiences, zone, publish } = props;
  const publicId = audiences[0]!.id;
  const [fields, setFields] = useState(() => withKnown(props.start, audiences));
  const [chosen, setCurrent] = useState(publicId);
  const [working, setWorking] = useState(false);
  const [seesPeople, setSeesPeople] = useState(false);
  const [heard, setHeard] = useState<PublishAnswer | null>(null);
  // Publishing changes what comes next: the page around this form is made anew while it is still about this one.
  const [heading, setHeading] = useState(props.heading);
  const [takenBack, setTakenBack] = useState<UndoneResult | null>(null);
  const form = useRef<HTMLFormElement>(null);
  const now = useNow(props.renderedAt, 5_000);
  const current =
    fields.privately && chosen === publicId ? (fields.wordings[0]?.audienceId ?? publicId) : chosen;
  const payload = toPayload(fields, now, zone.timeZone);
  const { preview, stale } = usePreview(incidentId, payload);
  const { readings, off } = useReview(incidentId, publicId, payload);
  const kept = keptBack(fields, publicId, audiences, readings);
  const suggestedMinutes = preview?.suggestedMinutes ?? props.suggestedMinutes;
  const standing = useDraft(subject, fields, props.draftSavedAt, working || heard?.ok === true);
  const { found, others, look } = useChanges(incidentId, fields.revision, heard?.ok === true);
  const changedFacts = useMerge(found, fields, setFields);
  const severityBefore = props.severityBefore && (fields.known?.severity ?? props.severityBefore);
  const errors = heard && !heard.ok ? heard.fields : {};
  const change = (part: Partial<ComposerFields>) => setFields((before) => ({ ...before, ...part }));

  const audienceMinutes = preview?.audienceMinutes ?? noMinutes;
  useCadences(setFields, fields.wordings, { suggestedMinutes, audienceMinutes });
  useReadyByRule(fields, setFields, publicId, readings, preview?.readyByRule ?? noneReady);

  // A copy in this tab is there only when the server could not be told: then it is the newer one.
  useEffect(() => {
    const copy = sessionStorage.getItem(tabCopyKey(subject));
    const ids = services.map((service) => service.id);
    if (copy) {
      const fields = JSON.parse(copy).fields;
      setFields((before) => withKnown(restoreFields(before, fields, ids), audiences));
    }
  }, [subject, services, audiences]);

  useEffect(() => {
    if (!heard || heard.ok) return;
    if (heard.code === "incident_changed") void look();
    const refused = Object.keys(heard.fields).find((field) => field.startsWith("wordings."));
    if (refused && !heard.fields.words) setCurrent(refused.slice("wordings.".length));
    form.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
  }, [heard, look]);

  // Taken back, the form is about what comes next again; its number is another one.
  useEffect(() => {
    if (takenBack) setHeading(props.heading);
  }, [takenBack, props.heading]);
  useEffect(() => {
    if (takenBack) form.current?.querySelector<HTMLElement>("#words")?.focus();
  }, [takenBack]);

  const waitsForCount = fields.tell && (preview === null || preview.people === null);
  const send = async (revision = fields.revision, alone?: string) => {
    if (working || waitsForCount) return;
    const missing = missingFields(fields, payload, severityBefore);
    if (missing.words) setCurrent(publicId);
    if (Object.keys(missing).length) {
      return setHeard({
        ok: false,
        code: "invalid",
        error: "Some fields need another look.",
        fields: missing,
      });
    }
    if (kept) {
      setCurrent(kept.audienceId);
      form.current?.querySelector<HTMLElement>("#words")?.focus();
      return setHeard(null);
    }
    setWorking(true);
    const asked = { ...toPayload(fields, now, zone.timeZone), revision, ...(alone && { alone }) };
    const answer = await publish(incidentId, subject, asked).catch(
      (error): PublishAnswer => noAnswer(error, unreachable, updatedWords.written),
    );
    setWorking(false);
    setHeard(answer);
    // Who is asked for a yes reads exact words: from here on they do not follow the facts any more.
    if (!answer.ok && answer.code.startsWith("approval_"))
      setFields((before) => filledIn(before, publicId, readings));
    if (!answer.ok) return;
    setTakenBack(null);
    sessionStorage.removeItem(tabCopyKey(subject));
  };
  const goOnWriting = (result: UndoneResult) => {
    const { onceKey, revision } = result;
    change(incidentId ? { onceKey, revision } : { onceKey });
    setHeard(null);
    setTakenBack(result);
  };
  const acceptChanges = () => {
    if (!found) return;
    change({ revision: found.revision, known: found.now });
    if (heard && !heard.ok && heard.code === "incident_changed") void send(found.revision);
  };
  const keys = (event: KeyboardEvent) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      void send();
    }
  };

  const refusal = heard !== null && !heard.ok ? heard : null;
  const refusedByChange = refusal?.code === "incident_changed";
  const needsYes = refusal?.code.startsWith("approval_") ?? false;
  const isSaidElsewhere = needsYes || (refusedByChange && found !== null);
  return (
    <main className="main wide" id="main">
      <header className="top">
        <Link className="back" href={incidentId ? `/desk/incidents/${incidentId}` : "/desk"}>
          {incidentId ? "Incident" : "Now"}
        </Link>
        <h1>
          {heading} <small>{props.note}</small>
        </h1>
        <Clock renderedAt={props.renderedAt} zone={zone} />
        {props.promise}
      </header>
      {heard?.ok ? (
        <PublishedPanel
          incidentId={heard.result.incidentId}
          title={fields.title}
          privately={fields.privately === true}
          told={fields.tell ? (preview?.people ?? null) : null}
          published={heard.result.published}
          undoable={heard.result.undo}
          undo={(updateId) => props.undo(updateId, subject)}
          onUndone={goOnWriting}
        />
      ) : (
        <form
          ref={form}
          noValidate
          aria-label={heading}
          onKeyDown={keys}
          onSubmit={(event) => {
            event.preventDefault();
            void send();
          }}
        >
          <div className="cmp">
            <Facts
              fields={fields}
              change={change}
              errors={errors}
              services={services}
              severityBefore={severityBefore}
              now={now}
              zone={zone}
              suggestedMinutes={suggestedMinutes}
            />
            <div>
              <h2>
                Words <small>one text for each audience</small>
              </h2>
              <Others names={others} />
              {fields.type === "security" && <SecurityNotice />}
              {!incidentId && (
                <PublishOrNot
                  answers={fields.decision ?? null}
                  answer={(decision) => change({ decision })}
                  skip={fields.severity === "SEV1"}
                  privately={fields.privately === true}
                  writePrivately={() => change({ privately: true })}
                />
              )}
              {preview?.play && (
                <PlayNotice
                  play={preview.play}
                  template={readings[publicId]?.templates.find(({ id }) => id === preview.play?.templateId)}
                  words={fields.words}
                  write={(words) => change({ words })}
                />
              )}
              {takenBack && <TakenBack published={takenBack.published} />}
              {found && (
                <ChangedMeanwhile
                  {...{ found, facts: changedFacts, fields, change, services, audiences, publicId, zone }}
                  refused={refusedByChange}
                  accept={acceptChanges}
                />
              )}
              {refusal && needsYes && (
                <Approval
                  {...{ incidentId, subject, payload }}
                  refusal={refusal.error}
                  publishAlone={(reason) => void send(fields.revision, reason)}
                />
              )}
              <OfferedAnswers {...{ answers: props.answers, fields, publicId, change }} choose={setCurrent} />
              <WordsByAudience
                {...{ fields, change, errors, audiences, publicId, current, readings, off, now, zone }}
                byRule={preview?.readyByRule ?? noneReady}
                audienceMinutes={audienceMinutes}
                choose={setCurrent}
              />
              <DraftLine standing={standing} zone={zone} />
            </div>
            <Consequence
              fields={fields}
              preview={preview}
              reading={readings[current]}
              audience={audiences.find(({ id }) => id === current)}
              stale={stale}
              see={() => setSeesPeople(true)}
              pageName={props.pageName}
              now={now}
              zone={zone}
            />
          </div>
          <PublishBar
            {...{ fields, change, kept, current }}
            refusal={isSaidElsewhere ? null : refusal}
            isPrivate={props.isPrivate}
            people={preview?.people ?? null}
            waits={working || waitsForCount || kept !== null}
            choose={setCurrent}
          />
        </form>
      )}
      {seesPeople && (
        <SeePeople
          {...{ incidentId, payload }}
          total={preview?.people ?? null}
          close={() => setSeesPeople(false)}
        />
      )}
    </main>
  );
}

/** The form without words for audiences that are gone: a draft may be older than that. */
function withKnown(fields: ComposerFields, audiences: ComposerAudience[]): ComposerFields {
  const known = fields.wordings.filter(({ audienceId }) => audiences.some(({ id }) => id === audienceId));
  return { ...fields, wordings: known };
}
