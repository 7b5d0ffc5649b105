"use client";

import { ImpactWord } from "@/components/ui/shapes";
import { impactWords, statusWords } from "@/components/ui/words";
import { formatTime, type Zone } from "@/lib/zoned-time";
import { type ComposerFields, promisedTo } from "./fields";
import { paceWords, wayWords } from "./pace-words";
import { RulesPreview } from "./rules-preview";
import type { Preview } from "./use-preview";
import type { Reading } from "./use-review";
import type { ComposerAudience } from "./wordings";

type Props = {
  fields: ComposerFields;
  preview: Preview | null;
  /** Of the audience whose words are in front. */
  reading: Reading | undefined;
  audience: ComposerAudience | undefined;
  stale: boolean;
  pageName: string;
  now: Date;
  zone: Zone;
  /** Opens the list of everybody. */
  see: () => void;
};

/** What pressing the button does: who hears, and what they will read. */
export function Consequence(props: Props) {
  const { fields, preview, reading, audience, stale, pageName, now, zone, see } = props;
  return (
    <div>
      <h2>
        Who will hear <small>{stale ? "counting" : "exact"}</small>
      </h2>
      <WhoHears
        {...{ preview, stale, see, tell: fields.tell }}
        chosen={!fields.privately || fields.wordings.length > 0}
      />
      {fields.tell && preview && <RulesPreview rules={preview.rules} />}
      <h2 className="mt-6">
        What they will read <small>{audience?.kind === "private" && audience.name}</small>
      </h2>
      <article className="mail" aria-label="Preview">
        <p className="h">
          <b>{audience?.kind === "private" ? audience.name : pageName}</b>
        </p>
        <p>
          <ImpactWord impact={fields.status === "resolved" ? "none" : fields.impact}>
            {statusWords[fields.status]}
          </ImpactWord>
          {fields.status !== "resolved" && ` · ${impactWords[fields.impact]}`}
        </p>
        <h3>{fields.title || "No title yet"}</h3>
        <Words html={reading?.html ?? (audience?.kind === "private" ? "" : preview?.html) ?? ""} />
        <NextBy at={promisedTo(fields, audience?.id, now, zone.timeZone)} zone={zone} />
      </article>
    </div>
  );
}

type Hearing = {
  tell: boolean;
  /** Whether there is somebody to write to: the public, or a private audience. */
  chosen: boolean;
  preview: Preview | null;
  stale: boolean;
  see: () => void;
};

function WhoHears({ tell, chosen, preview, stale, see }: Hearing) {
  if (!chosen) return <p className="mt-2">Nobody yet: choose whom to write to.</p>;
  if (!tell) return <p className="mt-2">Nobody is told. The page changes.</p>;
  if (!preview) return <p className="mute mt-2">Counting…</p>;
  if (preview.people === null)
    return <p className="mt-2">The count is not known now: publishing waits for it.</p>;
  if (preview.people === 0) return <p className="mt-2">Nobody hears this: no subscriber asked for it.</p>;
  return (
    <>
      <p className={stale ? "who mute mt-2" : "who mt-2"} data-people={preview.people}>
        {preview.people.toLocaleString("en-GB")} {preview.people === 1 ? "person" : "people"}
      </p>
      <p className="mute s mt-1">
        {wayWords(preview.channels)}. {paceWords(preview.pace)}
      </p>
      {preview.audiences.length > 1 && (
        <ul className="mt-2">
          {preview.audiences.map(({ id, name, hears }) => (
            <li key={id ?? "notices"} className="s">
              <b>{hears.toLocaleString("en-GB")}</b>{" "}
              {id ? `read the words for ${name}` : "get a short notice"}
            </li>
          ))}
        </ul>
      )}
      <button type="button" className="bare mt-2" onClick={see}>
        See every person
      </button>
      <ul className="mt-2">
        {preview.others.map((group) => (
          <li key={group.words} className="mute s">
            <b className="text-ink">{group.count.toLocaleString("en-GB")}</b> {group.words}
          </li>
        ))}
      </ul>
    </>
  );
}

/** The server cleaned this HTML with the function that cleans what is published. */
function Words({ html }: { html: string }) {
  // biome-ignore lint/security/noDangerouslySetInnerHtml: cleaned by the server, see above
  return html ? <div className="words" dangerouslySetInnerHTML={{ __html: html }} /> : <p>No words yet.</p>;
}

function NextBy({ at, zone }: { at: Date | null; zone: Zone }) {
  if (!at) return null;
  return (
    <p className="mt-2">
      <b className="text-ink">Next update by {formatTime(at, "zoned", zone)}.</b>
    </p>
  );
}
