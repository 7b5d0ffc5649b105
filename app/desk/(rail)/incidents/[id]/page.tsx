import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { noChangeAction } from "@/app/desk/no-change-action";
import { suggestedMinutes } from "@/app/desk/suggested-minutes";
import { undoAction } from "@/app/desk/undo-action";
import { type DeskContext, mayAct, requireDesk } from "@/app/desk-context";
import { ActionForm, Submit } from "@/components/desk/action-form";
import { Activity } from "@/components/desk/activity";
import { Field, TextArea } from "@/components/desk/field";
import { MakeSecurity } from "@/components/desk/make-security";
import { NoChange } from "@/components/desk/no-change";
import { PageHead } from "@/components/desk/page-head";
import { PromiseRows } from "@/components/desk/promise-rows";
import { Retract } from "@/components/desk/retract";
import { Timeline } from "@/components/desk/timeline";
import { UndoHere } from "@/components/desk/undo-here";
import { ImpactWord, StateWord } from "@/components/ui/shapes";
import { impactWords, statusWords } from "@/components/ui/words";
import type { Severity } from "@/lib/vocabulary";
import { roundUp } from "@/lib/wall-time";
import { wordsFor } from "@/lib/words";
import { formatTime } from "@/lib/zoned-time";
import { readDraft } from "@/status/drafts/drafts";
import { isLocked } from "@/status/incidents/name-of-incident";
import { type DeskIncident, readIncident } from "@/status/incidents/read-incident";
import { readPromises } from "@/status/incidents/read-promises";
import { readPage } from "@/status/page/read-page";
import { correctUpdateAction } from "./actions";
import { makeSecurityAction, retractAction } from "./approval-actions";
import { People } from "./people";
import { Reopen } from "./reopen";
import { Stakeholders } from "./stakeholders";

export const metadata: Metadata = { title: "Incident" };

/** An incident: what was said, what was done, and what can be done now. */
export default async function Incident({ params }: { params: Promise<{ id: string }> }) {
  const ctx = await requireDesk();
  const { id } = await params;
  const [page, incident] = await Promise.all([readPage(ctx), readIncident(ctx, id)]);
  if (!incident) notFound();
  const withdrawn = incident.withdrawnAt !== null;
  const act = mayAct(ctx) && !withdrawn;
  const open = incident.status !== "resolved" && !withdrawn;
  const newest = incident.updates[0];
  // Over, and what was said last was taken back: that it is not over.
  const reopening = act && !open && incident.timeline[0]?.undoneAt;
  const draft = reopening ? await readDraft(ctx, `incident:${id}`) : null;
  const ended = incident.resolvedAt ?? ctx.now;
  return (
    <>
      <PageHead title={incident.title} renderedAt={ctx.now} zone={page}>
        {act && open && (
          <Link className="btn" href={`/desk/incidents/${id}/update`} data-key="u">
            Write update
            <span className="kbd" aria-hidden="true">
              U
            </span>
          </Link>
        )}
      </PageHead>
      <p className="meta mt-3">
        <ImpactWord impact={incident.impact}>{impactWords[incident.impact]}</ImpactWord>
        <span>{incident.severity}</span>
        <span>{statusWords[incident.status]}</span>
        <span>began {formatTime(incident.startedAt, "dayClock", page)}</span>
        {withdrawn ? (
          <span>{takenBackWords(incident)}</span>
        ) : (
          <>
            <span>
              {open ? "so far" : "lasted"}{" "}
              {wordsFor("en").duration(ended.getTime() - incident.startedAt.getTime())}
            </span>
            {incident.privateOnly && <span>not public: only the audiences written to know of it</span>}
            {!isLocked(incident) && !incident.privateOnly && (
              <a href={`/incidents/${id}`}>as readers see it</a>
            )}
          </>
        )}
      </p>
      {mayAct(ctx) && (
        <UndoHere
          incidentId={id}
          undoable={
            newest?.undoUntil
              ? {
                  ...{ updateId: newest.id, tell: newest.tell },
                  ...{ until: newest.undoUntil.toISOString(), answeredAt: ctx.now.toISOString() },
                }
              : null
          }
          undo={undoAction}
        />
      )}
      {open && <PromiseRows rows={await readPromises(ctx, [id])} now={ctx.now} zone={page} />}
      {act && open && (
        <NoChange
          {...{ incidentId: id, title: incident.title, revision: incident.revision, zone: page }}
          minutes={await suggestedMinutes(ctx, { ...incident, openedAt: incident.startedAt })}
          renderedAt={ctx.now.toISOString()}
          say={noChangeAction}
          undo={null}
          first
        />
      )}
      <div className="cols2">
        <section className="sec" aria-labelledby="updates">
          <h2 id="updates">
            Updates <small>newest first</small>
          </h2>
          <Timeline
            updates={incident.timeline}
            zone={page}
            actions={
              act
                ? (update) =>
                    update.privately || (
                      <details>
                        <summary aria-label={`Correct the words of update ${update.number}`}>
                          Correct the words
                        </summary>
                        <ActionForm action={correctUpdateAction} label={`Correct update ${update.number}`}>
                          <input type="hidden" name="updateId" value={update.id} />
                          <TextArea
                            name="words"
                            label="Words"
                            defaultValue={update.words}
                            hint="The words before stay visible, struck. Nobody is told again."
                            required
                          />
                          <Field
                            name="alone"
                            label="Publish alone: why can it not wait?"
                            hint="Only where words need a yes and there is no time for it. May stay empty."
                          />
                          <div className="mt-3">
                            <Submit kind="btn q">Publish the correction</Submit>
                          </div>
                        </ActionForm>
                      </details>
                    )
                : undefined
            }
          />
        </section>
        <div>
          <People ctx={ctx} incident={incident} act={act} open={open} zone={page} />
          <Stakeholders
            ctx={ctx}
            incidentId={id}
            act={act}
            open={open}
            locked={isLocked(incident)}
            zone={page}
          />
          <section className="sec" aria-labelledby="affected">
            <h2 id="affected">Affected services</h2>
            {incident.services.length === 0 && <p className="mute mt-2">None.</p>}
            <ul className="wait">
              {incident.services.map((service) => (
                <li key={service.id} className="flex flex-wrap justify-between gap-x-4">
                  {service.name} <StateWord state={service.state} />
                </li>
              ))}
            </ul>
          </section>
          {act && !open && (
            <Reopen
              incident={incident}
              timeZone={page.timeZone}
              suggestedPromise={await promiseIfReopened(ctx, incident.severity)}
              words={typeof draft?.fields.words === "string" ? draft.fields.words : ""}
            />
          )}
          {act && !isLocked(incident) && (
            <MakeSecurity
              incidentId={incident.id}
              make={makeSecurityAction}
              isPublic={!incident.privateOnly}
            />
          )}
          {act && <Retract incidentId={incident.id} retract={retractAction} />}
          <Activity entries={incident.activity} zone={page} />
        </div>
      </div>
    </>
  );
}

function takenBackWords({ activity }: DeskIncident): string {
  const falseAlarm = activity.find(({ kind }) => kind === "incident_retracted");
  return falseAlarm
    ? "a false alarm: no reader sees it, and who was told got one closing line"
    : "taken back before anybody was told: no reader sees it";
}

/** What hurts again hurts from now: the cadence begins anew. */
async function promiseIfReopened(ctx: DeskContext, severity: Severity): Promise<Date> {
  const minutes = await suggestedMinutes(ctx, { severity, status: "investigating", openedAt: ctx.now });
  return roundUp(new Date(ctx.now.getTime() + minutes * 60_000), 5);
}
