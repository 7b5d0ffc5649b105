import type { Metadata } from "next";
import Link from "next/link";
import { playNames } from "@/app/desk/play-names";
import { isOwner, requireDesk } from "@/app/desk-context";
import { PageHead } from "@/components/desk/page-head";
import { PlayVersions } from "@/components/desk/plays/play-versions";
import { playStart, playSteps } from "@/components/desk/plays/play-words";
import { readPage } from "@/status/page/read-page";
import { readPlaySets } from "@/status/plays/read-plays";

export const metadata: Metadata = { title: "Response plays" };

/** What happens by itself when an incident is opened or raised: every play, read aloud, and all versions. */
export default async function PlaysPage({ searchParams }: { searchParams: Promise<{ version?: string }> }) {
  const ctx = await requireDesk();
  const { version } = await searchParams;
  const [page, sets, names] = await Promise.all([readPage(ctx), readPlaySets(ctx), playNames(ctx)]);
  const shown = sets.find((set) => String(set.version) === version) ?? sets[0];
  const old = shown !== sets[0];
  const may = isOwner(ctx) && !old;
  return (
    <>
      <PageHead title="Response plays" renderedAt={ctx.now} zone={page}>
        <Link href="/desk/settings">Settings</Link>
        {isOwner(ctx) && (
          <a className="btn" href="/desk/settings/plays/new">
            Add a play
          </a>
        )}
      </PageHead>
      <div className="cols2 even">
        <section className="sec" aria-labelledby="plays">
          <h2 id="plays">
            Who is called, decided beforehand{" "}
            <small>{shown ? `version ${shown.version}${old ? ", not in use" : ""}` : "none yet"}</small>
          </h2>
          {(shown?.plays ?? []).length === 0 && (
            <p className="mute mt-3">
              No play. Whoever opens an incident is its liaison, and asks others by hand.
            </p>
          )}
          <ol className="plays">
            {shown?.plays.map((play) => (
              <li key={play.id}>
                <h3>{play.name}</h3>
                <p>{playStart(play)}, opened or raised to it:</p>
                <ol>
                  {playSteps(play, names).map((step) => (
                    <li key={step}>{step}</li>
                  ))}
                </ol>
                {may && (
                  <a href={`/desk/settings/plays/${play.id}`} aria-label={`Change the play ${play.name}`}>
                    Change
                  </a>
                )}
              </li>
            ))}
          </ol>
          {!isOwner(ctx) && <p className="mute s mt-3">Owners change plays.</p>}
        </section>
        <section className="sec" aria-labelledby="versions">
          <h2 id="versions">Versions</h2>
          <PlayVersions
            versions={sets.map(({ plays, ...set }) => ({ ...set, count: plays.length }))}
            shown={shown?.version ?? 0}
            zone={page}
          />
        </section>
      </div>
    </>
  );
}
