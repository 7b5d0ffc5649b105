import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { suggestedMinutes } from "@/app/desk/suggested-minutes";
import { undoAction } from "@/app/desk/undo-action";
import { mayAct, requireDesk } from "@/app/desk-context";
import { Composer } from "@/components/desk/composer/composer";
import { type ComposerFields, restoreFields } from "@/components/desk/composer/fields";
import { NotAllowed } from "@/components/desk/not-allowed";
import { PromiseClock } from "@/components/desk/promise-line";
import { newId } from "@/lib/ids";
import { audiencesOfIncident } from "@/status/audiences/audiences-of-incident";
import { readDraft } from "@/status/drafts/drafts";
import { readIncident } from "@/status/incidents/read-incident";
import { readPage } from "@/status/page/read-page";
import { readAwaitingAnswers } from "@/status/questions/carry-answers";
import { publishAction } from "../../actions";
import { composerAudiences } from "../../composer-audiences";
import { composerServices } from "../../composer-services";
import { knownOf } from "../../known-of";

export const metadata: Metadata = { title: "Write update" };

/** The next update of an incident: everything starts as it stands now. */
export default async function WriteUpdate({ params }: { params: Promise<{ id: string }> }) {
  const ctx = await requireDesk();
  if (!mayAct(ctx)) return <NotAllowed what="write updates" />;
  const { id } = await params;
  const incident = await readIncident(ctx, id);
  if (!incident) notFound();
  const subject = `incident:${id}`;
  const [page, services, audiences, spokenTo, draft, answers] = await Promise.all([
    readPage(ctx),
    composerServices(ctx),
    composerAudiences(ctx),
    audiencesOfIncident(ctx, id),
    readDraft(ctx, subject),
    readAwaitingAnswers(ctx, id),
  ]);
  const { title, status, severity, revision } = incident;
  const known = knownOf(incident);
  const minutes = await suggestedMinutes(ctx, { severity, status, openedAt: incident.startedAt });
  const start: ComposerFields = {
    ...known,
    reason: "",
    type: incident.type,
    words: "",
    privately: incident.privateOnly,
    wordings: spokenTo.map((audienceId) => ({ audienceId, words: "" })),
    promise: { inMinutes: minutes },
    tell: true,
    onceKey: newId(),
    revision,
    known,
  };
  const ids = services.map((service) => service.id);
  return (
    <Composer
      incidentId={id}
      subject={subject}
      heading={`Update ${incident.nextNumber}`}
      note={title}
      start={draft ? restoreFields(start, draft.fields, ids) : start}
      draftSavedAt={draft?.savedAt.toISOString() ?? null}
      services={services}
      audiences={audiences}
      severityBefore={severity}
      answers={answers}
      isPrivate={incident.privateOnly}
      suggestedMinutes={minutes}
      pageName={page.name}
      renderedAt={ctx.now.toISOString()}
      zone={{ timeZone: page.timeZone, language: page.language }}
      promise={
        incident.nextUpdateBy && (
          <PromiseClock
            saidAt={(incident.updates[0]?.postedAt ?? incident.startedAt).toISOString()}
            by={incident.nextUpdateBy.toISOString()}
            renderedAt={ctx.now.toISOString()}
          />
        )
      }
      publish={publishAction}
      undo={undoAction}
    />
  );
}
