import type { Metadata } from "next";
import { playPreview } from "@/app/desk/play-preview";
import { suggestedMinutes } from "@/app/desk/suggested-minutes";
import { undoAction } from "@/app/desk/undo-action";
import { mayAct, requireDesk } from "@/app/desk-context";
import { Composer } from "@/components/desk/composer/composer";
import { type ComposerFields, restoreFields } from "@/components/desk/composer/fields";
import { NotAllowed } from "@/components/desk/not-allowed";
import { newId } from "@/lib/ids";
import { readDraft } from "@/status/drafts/drafts";
import { listTemplates } from "@/status/incidents/list-templates";
import { readPage } from "@/status/page/read-page";
import { publishAction } from "../actions";
import { composerAudiences } from "../composer-audiences";
import { composerServices } from "../composer-services";

export const metadata: Metadata = { title: "New incident" };

/** Opens an incident, prefilled by a template (`?template=`) or by the writer's draft. */
export default async function NewIncident({
  searchParams,
}: {
  searchParams: Promise<{ template?: string }>;
}) {
  const ctx = await requireDesk();
  if (!mayAct(ctx)) return <NotAllowed what="open incidents" />;
  const { template: templateId } = await searchParams;
  const [page, services, audiences, templates] = await Promise.all([
    readPage(ctx),
    composerServices(ctx),
    composerAudiences(ctx),
    listTemplates(ctx),
  ]);
  const template = templates.find((one) => one.id === templateId);
  // Each start has its own draft: another template does not wipe the words that were left.
  const subject = template ? `template:${template.id}` : "incident:new";
  const draft = await readDraft(ctx, subject);
  const severity = template?.severity ?? "SEV2";
  const play = await playPreview(ctx, { incident: null, severity, type: "availability" });
  const minutes =
    play?.promiseMinutes ??
    (await suggestedMinutes(ctx, { severity, status: "investigating", openedAt: ctx.now }));
  const fresh: ComposerFields = {
    title: template?.title ?? "",
    status: "investigating",
    severity,
    reason: "",
    impact: template?.impact ?? "minor",
    type: "availability",
    where: "",
    words: template?.words ?? "",
    wordings: [],
    services: {},
    promise: { inMinutes: minutes },
    tell: true,
    onceKey: newId(),
    revision: 0,
  };
  const ids = services.map((service) => service.id);
  return (
    <Composer
      key={subject}
      incidentId={null}
      subject={subject}
      heading="New incident"
      note={template?.name ?? "what customers notice, in your words"}
      start={draft ? restoreFields(fresh, draft.fields, ids) : fresh}
      draftSavedAt={draft?.savedAt.toISOString() ?? null}
      services={services}
      audiences={audiences}
      severityBefore={null}
      isPrivate={false}
      answers={[]}
      suggestedMinutes={minutes}
      pageName={page.name}
      renderedAt={ctx.now.toISOString()}
      zone={{ timeZone: page.timeZone, language: page.language }}
      publish={publishAction}
      undo={undoAction}
    />
  );
}
