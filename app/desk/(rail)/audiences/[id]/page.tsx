import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { mayAct, requireDesk } from "@/app/desk-context";
import { listStakeholders } from "@/communications/audiences/people";
import { ActionForm, Submit } from "@/components/desk/action-form";
import { PageHead } from "@/components/desk/page-head";
import { incidentRoleWords, typeWords } from "@/components/ui/words";
import { readAudienceFacts } from "@/status/audiences/read-audience-facts";
import { readPage } from "@/status/page/read-page";
import { listServices } from "@/status/services/list-services";
import { archiveAudienceAction, changeAudienceAction } from "../actions";
import { FactsFields } from "../facts-fields";
import { PeopleOfAudience } from "./people-of-audience";

export const metadata: Metadata = { title: "Audience" };

/** One audience: who belongs to it, and what was decided about it beforehand. */
export default async function Audience({ params }: { params: Promise<{ id: string }> }) {
  const ctx = await requireDesk();
  const { id } = await params;
  const audience = await readAudienceFacts(ctx, id);
  if (!audience) notFound();
  const [zone, services, { people, total }] = await Promise.all([
    readPage(ctx),
    listServices(ctx),
    listStakeholders(ctx, id),
  ]);
  const act = mayAct(ctx);
  return (
    <>
      <PageHead title={audience.name} renderedAt={ctx.now} zone={zone}>
        <a className="btn q" href={`/s/${audience.slug}`}>
          Its private page
        </a>
      </PageHead>
      <PeopleOfAudience audienceId={id} people={people} total={total} act={act} />
      {act && (
        <>
          <section className="sec max-w-2xl" aria-labelledby="facts">
            <h2 id="facts">What is decided beforehand</h2>
            <ActionForm action={changeAudienceAction} label="The audience" done="Saved.">
              <input type="hidden" name="audienceId" value={id} />
              <FactsFields facts={audience} services={services} />
              <p className="mt-4">
                <Submit>Save the audience</Submit>
              </p>
            </ActionForm>
          </section>
          <section className="sec max-w-2xl" aria-labelledby="approvals">
            <h2 id="approvals">Whose yes their words need</h2>
            <p className="mt-2">
              {audience.approvals.length === 0
                ? "Nobody’s."
                : audience.approvals
                    .map(({ incidentType, role }) => `${typeWords[incidentType]}: ${incidentRoleWords[role]}`)
                    .join(" · ")}{" "}
              <span className="mute">Owners decide it in the settings.</span>
            </p>
          </section>
          <section className="sec max-w-2xl" aria-labelledby="archive">
            <h2 id="archive">Archive</h2>
            <p className="mute mt-2">
              Nobody writes to an archived audience, and nobody gets into its page. What was said is kept.
            </p>
            <ActionForm
              action={archiveAudienceAction}
              label={`Archive ${audience.name}`}
              confirm={`Archive ${audience.name}? Its people hear nothing more.`}
            >
              <input type="hidden" name="audienceId" value={id} />
              <p className="mt-3">
                <Submit kind="btn q">Archive {audience.name}</Submit>
              </p>
            </ActionForm>
          </section>
        </>
      )}
    </>
  );
}
