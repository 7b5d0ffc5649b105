import type { Metadata } from "next";
import { mayAct, requireDesk } from "@/app/desk-context";
import { ActionForm, Submit } from "@/components/desk/action-form";
import { Check, Checks, Field, TextArea } from "@/components/desk/field";
import { NotAllowed } from "@/components/desk/not-allowed";
import { PageHead } from "@/components/desk/page-head";
import { newId } from "@/lib/ids";
import { readPage } from "@/status/page/read-page";
import { listServices } from "@/status/services/list-services";
import { scheduleAction } from "../actions";
import { WindowFields } from "../window-fields";

export const metadata: Metadata = { title: "Schedule maintenance" };

/** Announces planned work: it begins and ends by itself at its times. */
export default async function Schedule() {
  const ctx = await requireDesk();
  if (!mayAct(ctx)) return <NotAllowed what="plan maintenance" />;
  const [page, services] = await Promise.all([readPage(ctx), listServices(ctx)]);
  return (
    <>
      <PageHead title="Schedule maintenance" renderedAt={ctx.now} zone={page} />
      <ActionForm action={scheduleAction} label="Schedule maintenance" className="max-w-2xl" empties>
        <input type="hidden" name="onceKey" value={newId()} />
        <Field name="title" label="Title" hint="What is worked on, as customers say it." required />
        <WindowFields timeZone={page.timeZone} />
        <p className="hint">It begins and ends by itself at these times.</p>
        <Checks name="serviceIds" legend="Services that are touched">
          {services.map((service) => (
            <Check key={service.id} name="serviceIds" value={service.id} label={service.name} />
          ))}
        </Checks>
        <TextArea
          name="words"
          label="Words"
          hint="What customers will notice, and what they can do. Markdown works."
          required
        />
        <Check name="tell" label="Tell subscribers" defaultChecked />
        <div className="mt-4">
          <Submit>Schedule and publish</Submit>
        </div>
      </ActionForm>
    </>
  );
}
