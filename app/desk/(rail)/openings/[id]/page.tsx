import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { decideApprovalAction, reviewAloneAction } from "@/app/desk/(rail)/incidents/[id]/approval-actions";
import { mayAct, requireDesk } from "@/app/desk-context";
import { ActionForm, Submit } from "@/components/desk/action-form";
import { Approvals } from "@/components/desk/approvals";
import { PageHead } from "@/components/desk/page-head";
import { impactWords, stateWords, statusWords, typeWords } from "@/components/ui/words";
import { formatTime } from "@/lib/zoned-time";
import { readOpening } from "@/status/approvals/read-openings";
import { readPage } from "@/status/page/read-page";
import { listServices } from "@/status/services/list-services";
import { openProposedAction } from "../actions";

export const metadata: Metadata = { title: "Proposed incident" };

/** An incident that is only proposed: what it would say, whose yes it waits for, and the press that opens it. */
export default async function ProposedIncident({ params }: { params: Promise<{ id: string }> }) {
  const ctx = await requireDesk();
  const [opening, zone, services] = await Promise.all([
    readOpening(ctx, (await params).id),
    readPage(ctx),
    listServices(ctx),
  ]);
  if (!opening) notFound();
  const { said, proposer, proposedAt, goodUntil, incidentId, ready } = opening;
  const affected = said.services.map(({ serviceId, state }) => {
    return `${services.find(({ id }) => id === serviceId)?.name ?? "Gone"}: ${stateWords[state].toLowerCase()}`;
  });
  const facts = [statusWords[said.status], said.severity, impactWords[said.impact], typeWords[said.type]];
  return (
    <>
      <PageHead title={said.title} note="proposed, not open yet" renderedAt={ctx.now} zone={zone} />
      <p className="meta">
        {[...facts, ...said.regions, ...affected].map((fact) => (
          <span key={fact}>{fact}</span>
        ))}
      </p>
      <p className="s mute mt-2">
        Proposed by {proposer} at {formatTime(proposedAt, "dayClock", zone)}.{" "}
        {said.tell ? "Subscribers are told when it is opened." : "Nobody is told when it is opened."}
      </p>
      <Approvals
        approvals={opening.approvals}
        decide={decideApprovalAction}
        review={reviewAloneAction}
        zone={zone}
      />
      <section className="sec" aria-labelledby="next">
        <h2 id="next">Next</h2>
        {incidentId ? (
          <p>
            <Link href={`/desk/incidents/${incidentId}`}>It was opened.</Link>
          </p>
        ) : goodUntil <= ctx.now ? (
          <p>It was proposed too long ago, or other words took its place: ask again from the form.</p>
        ) : !ready ? (
          <p>It waits for a yes. You see the answer here and in the form.</p>
        ) : mayAct(ctx) ? (
          <ActionForm action={openProposedAction} label="Open and publish">
            <input type="hidden" name="openingId" value={opening.id} />
            <Submit>{said.tell ? "Open, publish and tell" : "Open and publish to the page only"}</Submit>
          </ActionForm>
        ) : (
          <p>Approved. A liaison opens it.</p>
        )}
      </section>
    </>
  );
}
