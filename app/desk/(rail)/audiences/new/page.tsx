import type { Metadata } from "next";
import { mayAct, requireDesk } from "@/app/desk-context";
import { ActionForm, Submit } from "@/components/desk/action-form";
import { NotAllowed } from "@/components/desk/not-allowed";
import { PageHead } from "@/components/desk/page-head";
import { readPage } from "@/status/page/read-page";
import { listServices } from "@/status/services/list-services";
import { addAudienceAction } from "../actions";
import { FactsFields } from "../facts-fields";

export const metadata: Metadata = { title: "Add an audience" };

/** A further group with words and a page of its own. */
export default async function NewAudience() {
  const ctx = await requireDesk();
  if (!mayAct(ctx)) return <NotAllowed what="add an audience" />;
  const [page, services] = await Promise.all([readPage(ctx), listServices(ctx)]);
  const usual = {
    ...{ timeZone: page.timeZone, language: page.language, tone: null, account: null },
    ...{ mayExpectResolution: false, channels: ["email" as const], serviceIds: [] },
  };
  return (
    <>
      <PageHead title="Add an audience" renderedAt={ctx.now} zone={page} />
      <section className="sec max-w-2xl">
        <ActionForm action={addAudienceAction} label="Add an audience">
          <FactsFields facts={usual} services={services} />
          <p className="mt-4">
            <Submit>Add the audience</Submit>
          </p>
        </ActionForm>
      </section>
    </>
  );
}
