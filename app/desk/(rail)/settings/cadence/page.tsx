import type { Metadata } from "next";
import Link from "next/link";
import { mayAct, requireDesk } from "@/app/desk-context";
import { judgeCadence } from "@/communications/cadence/judge-cadence";
import { readCadences } from "@/communications/cadence/suggested-promise";
import { PageHead } from "@/components/desk/page-head";
import { listAudiences } from "@/status/audiences/read-audience";
import { readPage } from "@/status/page/read-page";
import { Presets } from "./presets";
import { CadenceTable } from "./table";

export const metadata: Metadata = { title: "Cadence" };

/** How often each audience is promised news: by severity, status and how long it lasts. */
export default async function CadenceSettings({
  searchParams,
}: {
  searchParams: Promise<{ audience?: string; preset?: string }>;
}) {
  const ctx = await requireDesk();
  const { audience: asked, preset = "" } = await searchParams;
  const [zone, audiences] = await Promise.all([readPage(ctx), listAudiences(ctx.db)]);
  const audience = audiences.find(({ id }) => id === asked) ?? audiences[0]!;
  const inside = audience.kind === "private";
  const rows = await readCadences(ctx.db, audience.id);
  const { warnings } = judgeCadence(rows, { private: inside });
  const act = mayAct(ctx);
  return (
    <>
      <PageHead title="Cadence" note="how often we promise news" renderedAt={ctx.now} zone={zone} />
      <nav className="tabs mt-4" aria-label="Audiences">
        {audiences.map(({ id, name, kind }) => (
          <Link
            key={id}
            href={`/desk/settings/cadence?audience=${id}`}
            aria-current={id === audience.id ? "page" : undefined}
          >
            {kind === "public" ? "Public" : name}
          </Link>
        ))}
      </nav>
      <section className="sec" aria-labelledby="table">
        <h2 id="table">
          Minutes until the next word{" "}
          <small>
            a slower line may begin after two hours; an audience without a table follows the public
          </small>
        </h2>
        <CadenceTable key={audience.id} audienceId={audience.id} rows={rows} act={act} />
        {warnings.length > 0 && (
          <ul className="mt-3 max-w-2xl" aria-label="To think about">
            {warnings.map((words) => (
              <li key={words} className="s">
                {words}
              </li>
            ))}
          </ul>
        )}
      </section>
      {act && (
        <Presets
          audience={{
            ...{ id: audience.id, private: inside },
            name: inside ? audience.name : "the public",
          }}
          rows={rows}
          chosen={preset}
        />
      )}
    </>
  );
}
