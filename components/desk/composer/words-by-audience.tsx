"use client";

import type { Zone } from "@/lib/zoned-time";
import { AudiencePromise } from "./audience-promise";
import { AudienceTabs } from "./audience-tabs";
import { Compared } from "./compared";
import type { Change } from "./facts";
import { type AudienceMinutes, type ComposerFields, promiseField } from "./fields";
import { MarkedText } from "./marked-text";
import { Notes } from "./notes";
import { type ReadyByRule, readyFor } from "./preselect";
import { ReadyWords } from "./ready-words";
import { TitleField } from "./title-field";
import type { Reading, ReviewNote } from "./use-review";
import {
  type ComposerAudience,
  standingOf,
  stillThere,
  without,
  withPromise,
  withWords,
  wordingsOf,
  wordsOf,
} from "./wordings";
import { WrittenByRule } from "./written-by-rule";

type Props = {
  fields: ComposerFields;
  change: Change;
  errors: Record<string, string>;
  audiences: ComposerAudience[];
  publicId: string;
  current: string;
  choose: (audienceId: string) => void;
  readings: Record<string, Reading>;
  off: boolean;
  byRule: ReadyByRule[];
  audienceMinutes: AudienceMinutes;
  now: Date;
  zone: Zone;
};

/** One title, and words for each audience in a tab of its own, with an editor's notes beside them. */
export function WordsByAudience(props: Props) {
  const { fields, change, errors, audiences, publicId, current, choose, readings, off } = props;
  const worded = wordingsOf(fields, publicId);
  const audience = audiences.find(({ id }) => id === current);
  const isPublic = current === publicId;
  const nobody = fields.privately && fields.wordings.length === 0;
  const words = wordsOf(fields, publicId, current);
  const reading = readings[current];
  const write = (next: string) => change(withWords(fields, publicId, current, next));
  const settle = ({ fix }: ReviewNote) =>
    fix && write(words.slice(0, fix.range.from) + fix.words + words.slice(fix.range.to));
  const numbered = (reading?.notes ?? []).map((note, at) => ({ ...note, number: at + 1 }));
  const name = (id: string) => audiences.find((one) => one.id === id)?.name ?? "Gone";
  const add = (id: string) => {
    change(withWords(fields, publicId, id, ""));
    choose(id);
  };
  return (
    <>
      <AudienceTabs
        tabs={worded.map(({ audienceId: id, words }) => ({
          ...{ id, name: name(id) },
          standing: standingOf(words, readings[id]),
        }))}
        current={current}
        choose={choose}
        others={audiences.filter(
          ({ id, kind }) =>
            worded.every(({ audienceId }) => audienceId !== id) && !(fields.privately && kind === "public"),
        )}
        add={add}
      />
      <WrittenByRule
        byRule={props.byRule.filter(({ audienceId: id }) => worded.every((one) => one.audienceId !== id))}
        name={name}
        add={add}
      />
      <div role="tabpanel" id="wording" aria-labelledby={`tab-${current}`}>
        {!nobody && (
          <ReadyWords
            templates={reading?.templates ?? []}
            byRule={readyFor(current, props.byRule, reading?.templates ?? [])}
            words={words}
            write={write}
          />
        )}
        <TitleField fields={fields} change={change} error={errors.title} />
        {nobody && <p className="hint">Add the audiences concerned above: only they read this.</p>}
        <div className="ed" hidden={nobody}>
          <div>
            <MarkedText
              label={isPublic ? "Words" : `Words for ${audience?.name ?? "this audience"}`}
              words={words}
              write={write}
              marks={stillThere(numbered, reading?.words ?? "", words)}
              error={isPublic ? errors.words : errors[`wordings.${current}`]}
            />
            <p className="hint" id="words-hint">
              {audience?.tone ?? "What is wrong, for whom, what they can do, what we do."} Markdown works.{" "}
              {isPublic ? "" : "Only they read this. "}
              {!isPublic && (
                <button
                  type="button"
                  className="bare"
                  onClick={() => {
                    change(without(fields, current));
                    choose(publicId);
                  }}
                >
                  Leave {audience?.name ?? "them"} out
                </button>
              )}
            </p>
            <Compared key={current} compared={reading?.compared ?? null} />
            {audience && !isPublic && (
              <AudiencePromise
                {...{ fields, audience, now: props.now, zone: props.zone }}
                ownMinutes={props.audienceMinutes[current]}
                promised={fields.wordings.find(({ audienceId: id }) => id === current)?.promise ?? null}
                choose={(promise) => change(withPromise(fields, current, promise))}
                error={errors[promiseField(current)]}
              />
            )}
          </div>
          <Notes reading={reading} words={words} off={off} fix={settle} />
        </div>
      </div>
    </>
  );
}
