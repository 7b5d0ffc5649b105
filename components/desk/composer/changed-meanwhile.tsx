"use client";

import { formatTime, type Zone } from "@/lib/zoned-time";
import type { ComposerService } from "./facts";
import type { ComposerFields } from "./fields";
import type { ChangedFact } from "./merge";
import { MergeFacts } from "./merge-facts";
import { MergeWords } from "./merge-words";
import type { Changes } from "./use-changes";
import { type ComposerAudience, withWords, wordingsOf } from "./wordings";

type Props = {
  found: Changes;
  facts: ChangedFact[];
  fields: ComposerFields;
  change: (part: Partial<ComposerFields>) => void;
  services: ComposerService[];
  audiences: ComposerAudience[];
  publicId: string;
  zone: Zone;
  refused: boolean;
  accept: () => void;
};

/** What somebody else did meanwhile, beside what is in the form: keep, take, merge, and publish on top of it. */
export function ChangedMeanwhile(props: Props) {
  const { found, facts, fields, change, services, audiences, publicId, zone, refused, accept } = props;
  const worded = wordingsOf(fields, publicId);
  const beside = found.said.map((one) => ({ ...one, id: one.audienceId ?? publicId }));
  const newest = found.changes.findLast(({ html }) => html)?.id;
  return (
    <section className="said warn" aria-label="Changed meanwhile" role={refused ? "alert" : "status"}>
      <h2>
        {refused
          ? "Not published: the incident changed while you wrote."
          : "The incident changed while you write."}
      </h2>
      <ul className="wait">
        {found.changes.map((one) => (
          <li key={one.id}>
            <p className="t">
              {one.who} {one.did} at {formatTime(new Date(one.at), "second", zone)}
            </p>
            {one.html && one.id !== newest && (
              // biome-ignore lint/security/noDangerouslySetInnerHtml: published words, cleaned when they were written
              <div className="words" dangerouslySetInnerHTML={{ __html: one.html }} />
            )}
          </li>
        ))}
      </ul>
      {found.nextUpdateBy && (
        <p className="s">
          Readers are promised news by {formatTime(new Date(found.nextUpdateBy), "zoned", zone)}.
        </p>
      )}
      <MergeFacts {...{ facts, fields, change, services }} />
      {beside.map(({ id, audience, words }) => {
        const mine = worded.find(({ audienceId }) => audienceId === id);
        return (
          <MergeWords
            key={`${found.revision} ${id}`}
            audience={audiences.find((one) => one.id === id)?.name ?? audience}
            theirs={words}
            mine={mine?.words ?? ""}
            write={(text) => change(withWords(fields, publicId, id, text))}
          />
        );
      })}
      <button type="button" className="btn q mt-3" onClick={accept}>
        {refused ? "Publish mine on top of it" : "I have read it: mine goes on top"}
      </button>
    </section>
  );
}
