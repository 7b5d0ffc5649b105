import type { Metadata } from "next";
import { mayAct, requireDesk } from "@/app/desk-context";
import { ActionForm, Submit } from "@/components/desk/action-form";
import { Field, Select, TextArea } from "@/components/desk/field";
import { NotAllowed } from "@/components/desk/not-allowed";
import { PageHead } from "@/components/desk/page-head";
import { ServiceStates } from "@/components/desk/service-states";
import { impactWords } from "@/components/ui/words";
import { impacts, severities } from "@/lib/vocabulary";
import { readPage } from "@/status/page/read-page";
import { listServices } from "@/status/services/list-services";
import { backfillAction } from "./actions";

export const metadata: Metadata = { title: "Record a past incident" };

/** An incident that is over and was never told: it enters the history, and nobody gets a letter. */
export default async function Backfill() {
  const ctx = await requireDesk();
  if (!mayAct(ctx)) return <NotAllowed what="record incidents" />;
  const [page, services] = await Promise.all([readPage(ctx), listServices(ctx)]);
  return (
    <>
      <PageHead title="Record a past incident" note="nobody is told" renderedAt={ctx.now} zone={page} />
      <ActionForm action={backfillAction} label="Record a past incident" className="max-w-2xl" empties>
        <Field name="title" label="Title" required />
        <div className="row mt-4">
          <Field name="startedAt" label={`Began (${page.timeZone})`} type="datetime-local" required />
          <Field name="resolvedAt" label={`Ended (${page.timeZone})`} type="datetime-local" required />
        </div>
        <div className="row mt-4">
          <Select name="impact" label="Impact" defaultValue="minor">
            {impacts.map((impact) => (
              <option key={impact} value={impact}>
                {impactWords[impact]}
              </option>
            ))}
          </Select>
          <Select name="severity" label="Severity" defaultValue="SEV3">
            {severities.map((severity) => (
              <option key={severity} value={severity}>
                {severity}
              </option>
            ))}
          </Select>
        </div>
        <ServiceStates legend="Affected services" services={services.map(({ id, name }) => ({ id, name }))} />
        <TextArea name="words" label="Words" hint="What happened, and whom it touched." required />
        <TextArea
          name="ending"
          label="How it ended"
          hint="That all works again, and whether data was lost."
          required
        />
        <Field
          name="alone"
          label="Publish alone: why can it not wait?"
          hint="Only where words need a yes and there is no time for it. May stay empty."
        />
        <div className="mt-4">
          <Submit>Publish to the history</Submit>
        </div>
      </ActionForm>
    </>
  );
}
