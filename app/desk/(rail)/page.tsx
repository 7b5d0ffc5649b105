import type { Metadata } from "next";
import Link from "next/link";
import { noChangeAction } from "@/app/desk/no-change-action";
import { minutesOf } from "@/app/desk/suggested-minutes";
import { undoAction } from "@/app/desk/undo-action";
import { mayAct, requireDesk } from "@/app/desk-context";
import { readCadences } from "@/communications/cadence/suggested-promise";
import { readToldUpdates } from "@/communications/deliveries/read-told-updates";
import { OpenIncident } from "@/components/desk/open-incident";
import { PageHead } from "@/components/desk/page-head";
import { byUrgency } from "@/components/desk/promise";
import { listIncidents } from "@/status/incidents/list-incidents";
import { listTemplates } from "@/status/incidents/list-templates";
import { readPromises } from "@/status/incidents/read-promises";
import { listMaintenances } from "@/status/maintenances/list-maintenances";
import { readPage } from "@/status/page/read-page";
import { listServices } from "@/status/services/list-services";
import { FirstSteps } from "./first-steps";
import { InFlight } from "./in-flight";
import { SendingNotice } from "./sending-notice";
import { Waiting } from "./waiting";
import { WaitsForYou } from "./waits-for-you";

export const metadata: Metadata = { title: "Now" };

/** What I owe, most urgent first; what is on its way; what comes next. */
export default async function Now() {
  const ctx = await requireDesk();
  const [page, open, templates, maintenances, told, services] = await Promise.all([
    readPage(ctx),
    listIncidents(ctx, { only: "open" }),
    listTemplates(ctx),
    listMaintenances(ctx, { only: ["scheduled", "in_progress", "verifying"] }),
    readToldUpdates(ctx.db, { limit: 5 }),
    listServices(ctx),
  ]);
  const act = mayAct(ctx);
  const [promises, cadences] = await Promise.all([
    readPromises(
      ctx,
      open.incidents.map(({ id }) => id),
    ),
    readCadences(ctx.db),
  ]);
  const incidents = byUrgency(open.incidents, promises);
  return (
    <>
      <PageHead title="Now" renderedAt={ctx.now} zone={page}>
        {act && (
          <Link className="btn q" href="/desk/incidents/new">
            New incident
            <span className="kbd" aria-hidden="true">
              N
            </span>
          </Link>
        )}
      </PageHead>
      <SendingNotice ctx={ctx} zone={page} />
      {services.length === 0 && act ? (
        <FirstSteps />
      ) : (
        <div className="cols2">
          <div>
            <section className="sec" aria-labelledby="open">
              <h2 id="open">
                Open incidents{" "}
                <small>{incidents.length ? `${incidents.length}, most urgent promise first` : "none"}</small>
              </h2>
              {incidents.length === 0 && <p className="mute mt-2">No open incidents.</p>}
              {incidents.map((incident, index) => (
                <OpenIncident
                  key={incident.id}
                  incident={incident}
                  promises={promises.filter(({ incidentId }) => incidentId === incident.id)}
                  minutes={minutesOf(cadences, { ...incident, openedAt: incident.startedAt }, ctx.now)}
                  first={index === 0}
                  mayAct={act}
                  noChange={{ say: noChangeAction, undo: undoAction }}
                  now={ctx.now}
                  zone={page}
                />
              ))}
            </section>
            <InFlight told={told} />
          </div>
          <div>
            <WaitsForYou ctx={ctx} zone={page} />
            <Waiting
              templates={act ? templates : []}
              maintenances={maintenances.maintenances.toReversed()}
              zone={page}
            />
          </div>
        </div>
      )}
      <p className="keys">
        <span>
          <kbd>n</kbd>new incident
        </span>
        <span>
          <kbd>u</kbd>write update
        </span>
        <span>
          <kbd>Ctrl K</kbd>find or do
        </span>
        <span>
          <kbd>g</kbd>then a letter: go
        </span>
        <span>
          <kbd>?</kbd>all keys
        </span>
      </p>
    </>
  );
}
